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

    public static Operator Create(OperatorContext context)
    {
        var transform = PostTransforms.Read(context);
        string aggregate = context.String("aggregate_function", "SUM");
        if (aggregate is not ("SUM" or "AVERAGE"))
        {
            throw OnnxException.Unsupported($"{context.Description} aggregates by {aggregate}; SUM and AVERAGE are supported.");
        }

        int targetCount = (int)Math.Clamp(context.Int("n_targets", 1), 1, ElementBudget.ForTrial);
        float[] baseValues = context.Floats("base_values");
        if (baseValues.Length != 0 && baseValues.Length != targetCount)
        {
            throw OnnxException.Invalid($"{context.Description} has {baseValues.Length} base values for {targetCount} targets.");
        }

        var forest = ForestReader.Read(context, "target", targetCount);
        double divisor = aggregate == "AVERAGE" ? Math.Max(forest.Roots.Length, 1) : 1;
        int input = context.FloatInput(0);
        int output = context.Output(0, TensorElement.Float);
        return new TreeEnsembleRegressorOperator(
            forest, targetCount, baseValues, divisor, transform, input, output, context.Scratch(TensorElement.Double));
    }

    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int width = source.RowWidth;
        if (width < forest.FeatureCount)
        {
            throw OnnxException.Invalid($"A tree ensemble that needs {forest.FeatureCount} columns is given {width}.");
        }

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
