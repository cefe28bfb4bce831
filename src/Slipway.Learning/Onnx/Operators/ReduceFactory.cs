namespace Slipway.Learning.Onnx.Operators;

/// <summary>Makes the operators that join the elements along axes, or find one among them.</summary>
internal static class ReduceFactory
{
    public static Operator ArgMax(OperatorContext context) => ArgExtreme(context, isSmallest: false);

    public static Operator ArgMin(OperatorContext context) => ArgExtreme(context, isSmallest: true);

    public static Operator ReduceSum(OperatorContext context) => Reduce(context, Reduction.Sum);

    public static Operator ReduceMean(OperatorContext context) => Reduce(context, Reduction.Mean);

    public static Operator ReduceMax(OperatorContext context) => Reduce(context, Reduction.Largest);

    public static Operator ReduceMin(OperatorContext context) => Reduce(context, Reduction.Smallest);

    public static Operator ReduceProd(OperatorContext context) => Reduce(context, Reduction.Product);

    public static Operator ReduceL1(OperatorContext context) => Reduce(context, Reduction.SumOfSizes);

    public static Operator ReduceL2(OperatorContext context) => Reduce(context, Reduction.Length);

    public static Operator ReduceSumSquare(OperatorContext context) => Reduce(context, Reduction.SumOfSquares);

    public static Operator ReduceLogSum(OperatorContext context) => Reduce(context, Reduction.LogOfSum);

    public static Operator ReduceLogSumExp(OperatorContext context) => Reduce(context, Reduction.LogOfSumOfPowers);

    private static Operator ArgExtreme(OperatorContext context, bool isSmallest)
    {
        long axis = context.Int("axis", 0);
        bool keepsAxis = context.Int("keepdims", 1) != 0;
        bool takesLast = context.Int("select_last_index", 0) != 0;
        int input = context.Input(0);
        int output = context.Output(0, TensorElement.Int64);
        return context.ElementOf(0) switch
        {
            TensorElement.Float => new ArgExtremeOperator<float>(input, output, axis, keepsAxis, takesLast, isSmallest),
            TensorElement.Double => new ArgExtremeOperator<double>(input, output, axis, keepsAxis, takesLast, isSmallest),
            TensorElement.Int64 => new ArgExtremeOperator<long>(input, output, axis, keepsAxis, takesLast, isSmallest),
            _ => throw TensorFactory.WrongType(context),
        };
    }

    private static Operator Reduce(OperatorContext context, Reduction reduction)
    {
        bool keepsAxes = context.Int("keepdims", 1) != 0;
        bool keepsAll = context.Int("noop_with_empty_axes", 0) != 0;
        long[] axes = TensorFactory.Axes(context);
        var element = context.ElementOf(0);
        int input = context.Input(0);
        int output = context.Output(0, element);
        return axes.Length == 0 && keepsAll
            ? new CopyOperator(input, output)
            : element switch
            {
                TensorElement.Float => new ReduceOperator<float>(input, output, axes, keepsAxes, reduction),
                TensorElement.Double => new ReduceOperator<double>(input, output, axes, keepsAxes, reduction),
                TensorElement.Int64 when reduction is not (Reduction.Mean or Reduction.Length or Reduction.LogOfSum or Reduction.LogOfSumOfPowers) =>
                    new ReduceOperator<long>(input, output, axes, keepsAxes, reduction),
                _ => throw TensorFactory.WrongType(context),
            };
    }
}
