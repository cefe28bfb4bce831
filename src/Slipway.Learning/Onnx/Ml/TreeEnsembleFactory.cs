using Slipway.Learning.Onnx.Operators;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Makes the operators of TreeEnsembleRegressor and of TreeEnsemble, which replaces it from ai.onnx.ml 5 on.</summary>
internal static class TreeEnsembleFactory
{
    private static readonly string[] Aggregates = ["AVERAGE", "SUM", "MIN", "MAX"];

    public static Operator Regressor(OperatorContext context)
    {
        var transform = PostTransforms.Read(context);
        string aggregate = context.String("aggregate_function", "SUM");
        int targetCount = TargetCount(context);
        float[] baseValues = Array.ConvertAll(TreeThresholds.Read(context, "base_values"), value => (float)value);
        if (baseValues.Length != 0 && baseValues.Length != targetCount)
        {
            throw OnnxException.Invalid($"{context.Description} has {baseValues.Length} base values for {targetCount} targets.");
        }

        var forest = ForestReader.Read(context, "target", targetCount);
        int input = context.FloatInput(0);
        return Create(context, forest, targetCount, baseValues, aggregate, transform, input, context.Output(0, TensorElement.Float));
    }

    public static Operator Ensemble(OperatorContext context)
    {
        const long Sum = 1;
        long number = context.Int("aggregate_function", Sum);
        string aggregate = number >= 0 && number < Aggregates.Length ? Aggregates[number] : $"function {number}";
        var transform = PostTransforms.ReadNumber(context);
        int targetCount = TargetCount(context);
        var forest = TreeEnsembleReader.Read(context, targetCount);
        var element = context.ElementOf(0);
        int input = context.FloatInput(0);
        if (element != TensorElement.Double)
        {
            return Create(context, forest, targetCount, [], aggregate, transform, input, context.Output(0, TensorElement.Float));
        }

        // The output has the type of the input.
        int scores = context.Scratch(TensorElement.Float);
        var trees = Create(context, forest, targetCount, [], aggregate, transform, input, scores);
        int output = context.Output(0, element);
        return new SequenceOperator(trees, CastOperator.Create(scores, TensorElement.Float, output, element, context.Description));
    }

    private static int TargetCount(OperatorContext context) => (int)Math.Clamp(context.Int("n_targets", 1), 1, Tensors.ElementBudget.ForTrial);

    private static Operator Create(
        OperatorContext context,
        Forest forest,
        int targetCount,
        float[] baseValues,
        string aggregate,
        PostTransform transform,
        int input,
        int output) => aggregate switch
        {
            "SUM" or "AVERAGE" => new TreeEnsembleRegressorOperator(
                forest,
                targetCount,
                baseValues,
                aggregate == "AVERAGE" ? Math.Max(forest.Roots.Length, 1) : 1,
                transform,
                input,
                output,
                context.Scratch(TensorElement.Double)),
            "MIN" or "MAX" => new TreeExtremesOperator(forest, targetCount, baseValues, aggregate == "MAX", transform, input, output),
            _ => throw OnnxException.Unsupported(
                $"{context.Description} aggregates by {aggregate}; {string.Join(", ", Aggregates)} are supported."),
        };
}
