using Slipway.Learning.Onnx.Operators;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Reads and applies post transforms.</summary>
internal static class PostTransforms
{
    public static PostTransform Read(OperatorContext context) => context.String("post_transform", "NONE") switch
    {
        "NONE" => PostTransform.None,
        "LOGISTIC" => PostTransform.Logistic,
        "SOFTMAX" => PostTransform.Softmax,
        "SOFTMAX_ZERO" => PostTransform.SoftmaxZero,
        "PROBIT" => PostTransform.Probit,
        var other => throw OnnxException.Unsupported($"{context.Description} has the post transform {other}, which is not supported."),
    };

    /// <summary>Reads the attribute as TreeEnsemble has it, by number.</summary>
    public static PostTransform ReadNumber(OperatorContext context) => context.Int("post_transform", 0) switch
    {
        0 => PostTransform.None,
        1 => PostTransform.Softmax,
        2 => PostTransform.Logistic,
        3 => PostTransform.SoftmaxZero,
        4 => PostTransform.Probit,
        var other => throw OnnxException.Unsupported($"{context.Description} has the post transform {other}, which is not supported."),
    };

    /// <summary>The logistic function.</summary>
    public static float Sigmoid(float score) => Logistic<float>.Invoke(score);

    /// <summary>Transforms the scores of one row in place.</summary>
    public static void Apply(PostTransform transform, Span<float> scores)
    {
        switch (transform)
        {
            case PostTransform.Logistic:
                for (int i = 0; i < scores.Length; i++)
                {
                    scores[i] = Sigmoid(scores[i]);
                }

                break;
            case PostTransform.Probit:
                for (int i = 0; i < scores.Length; i++)
                {
                    scores[i] = Probit(scores[i]);
                }

                break;
            case PostTransform.Softmax:
            case PostTransform.SoftmaxZero:
                Softmax(scores, transform == PostTransform.SoftmaxZero);
                break;
        }
    }

    /// <summary>
    /// The quantile of the normal distribution, by the approximation of the inverse error function that runtimes use: S. Winitzki, "A handy
    /// approximation for the error function and its inverse" (2008), with a = 0.147.
    /// </summary>
    private static float Probit(float probability)
    {
        const float A = 0.147f;
        float x = (2 * probability) - 1;
        float logarithm = MathF.Log((1 - x) * (1 + x));
        float half = (2 / (MathF.PI * A)) + (0.5f * logarithm);
        float inverse = MathF.Sqrt(MathF.Sqrt((half * half) - (logarithm / A)) - half);
        return MathF.Sqrt(2) * (x < 0 ? -inverse : inverse);
    }

    private static void Softmax(Span<float> scores, bool keepsZeros)
    {
        const float Zero = 1e-7f;
        float largest = float.MinValue;
        foreach (float score in scores)
        {
            largest = Math.Max(largest, score);
        }

        float sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            bool isZero = keepsZeros && Math.Abs(scores[i]) <= Zero;
            scores[i] = isZero ? scores[i] * MathF.Exp(-largest) : MathF.Exp(scores[i] - largest);
            sum += isZero ? 0 : scores[i];
        }

        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }
    }
}
