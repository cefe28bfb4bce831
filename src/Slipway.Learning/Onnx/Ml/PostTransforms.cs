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
            case PostTransform.Softmax:
            case PostTransform.SoftmaxZero:
                Softmax(scores, transform == PostTransform.SoftmaxZero);
                break;
        }
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
