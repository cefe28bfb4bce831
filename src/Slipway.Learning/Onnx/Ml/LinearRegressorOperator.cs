using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Weighted sums of the columns.</summary>
internal sealed class LinearRegressorOperator(LinearScores scores, int input, int output, PostTransform transform) : Operator
{
    public LinearScores Scores => scores;

    public PostTransform Transform => transform;

    public static Operator Create(OperatorContext context)
    {
        var transform = PostTransforms.Read(context);
        int targets = (int)Math.Clamp(context.Int("targets", 1), 1, int.MaxValue);
        var scores = LinearScores.Read(context, targets);
        int input = context.FloatInput(0);
        return new LinearRegressorOperator(scores, input, context.Output(0, TensorElement.Float), transform);
    }

    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int width = scores.CheckWidth(source);
        values[output].SetShape(source.RowCount, scores.Count);
        var elements = Data<float>(values, input);
        var target = Data<float>(values, output);
        for (int row = 0; row < source.RowCount; row++)
        {
            var sums = target.Slice(row * scores.Count, scores.Count);
            scores.Compute(elements.Slice(row * width, width), sums);
            PostTransforms.Apply(transform, sums);
        }
    }
}
