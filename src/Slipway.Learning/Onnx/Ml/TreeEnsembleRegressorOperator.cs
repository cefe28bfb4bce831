using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>The sum or the average of the weights that each row reaches in the trees, and a base value.</summary>
internal sealed class TreeEnsembleRegressorOperator(
    Forest forest, int targetCount, float[] baseValues, double divisor, PostTransform transform, int input, int output, int sums) : Operator
{
    public Forest Forest => forest;

    public int TargetCount => targetCount;

    public float[] BaseValues => baseValues;

    /// <summary>What the sums over the trees are divided by.</summary>
    public double Divisor => divisor;

    public PostTransform Transform => transform;

    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int width = source.RowWidth;
        forest.CheckWidth(width);

        values[output].SetShape(source.RowCount, targetCount);
        values[sums].SetShape(source.RowCount, targetCount);
        var elements = Data<float>(values, input);
        var target = Data<float>(values, output);
        var totals = Data<double>(values, sums);
        forest.SumRows(elements, width, totals, targetCount);
        for (int row = 0; row < source.RowCount; row++)
        {
            var scores = target.Slice(row * targetCount, targetCount);
            var rowTotals = totals.Slice(row * targetCount, targetCount);
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = (float)((rowTotals[i] / divisor) + (baseValues.Length > 0 ? baseValues[i] : 0));
            }

            PostTransforms.Apply(transform, scores);
        }
    }
}
