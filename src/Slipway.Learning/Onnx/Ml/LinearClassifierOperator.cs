using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Weighted sums of the columns, one a class, or one that tells two classes apart.</summary>
internal sealed class LinearClassifierOperator(LinearScores scores, ClassLabels labels, int input, int output, PostTransform transform)
    : Operator
{
    public LinearScores Scores => scores;

    /// <summary>Whether a single score stands for both of two classes.</summary>
    public bool IsSingleOfPair => scores.Count < labels.Count;

    public PostTransform Transform => transform;

    public static Operator Create(OperatorContext context)
    {
        var transform = PostTransforms.Read(context);
        context.Ignore("multi_class");
        int count = context.Floats("intercepts").Length;
        var scores = LinearScores.Read(context, Math.Max(count, 1));
        var labels = ClassLabels.Read(context, "classlabels_ints");
        if (labels.Count != scores.Count && !(scores.Count == 1 && labels.Count == 2))
        {
            throw OnnxException.Invalid($"{context.Description} has {scores.Count} intercepts for {labels.Count} classes.");
        }

        int input = context.FloatInput(0);
        return new LinearClassifierOperator(scores, labels, input, context.Output(1, TensorElement.Float), transform);
    }

    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int width = scores.CheckWidth(source);
        int classes = labels.Count;
        values[output].SetShape(source.RowCount, classes);
        labels.SetRowCount(values, source.RowCount);
        var elements = Data<float>(values, input);
        var target = Data<float>(values, output);
        for (int row = 0; row < source.RowCount; row++)
        {
            var sums = target.Slice(row * classes, classes);
            scores.Compute(elements.Slice(row * width, width), sums);
            if (scores.Count < classes)
            {
                labels.Write(values, row, sums[0] > 0 ? 1 : 0);
                WritePair(sums);
            }
            else
            {
                labels.Write(values, row, Largest(sums));
                PostTransforms.Apply(transform, sums);
            }
        }
    }

    internal static int Largest(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }

    private void WritePair(Span<float> pair)
    {
        float score = pair[0];
        pair[1] = transform == PostTransform.Logistic ? PostTransforms.Sigmoid(score) : score;
        pair[0] = 1 - pair[1];
    }
}
