using System.Numerics;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Makes the operators that work element by element, for the type of their first input.</summary>
internal static class ElementwiseFactory
{
    public static Operator Add(OperatorContext context) => Arithmetic<Add<float>, Add<double>, Add<long>>(context);

    public static Operator Sub(OperatorContext context) => Arithmetic<Subtract<float>, Subtract<double>, Subtract<long>>(context);

    public static Operator Mul(OperatorContext context) => Arithmetic<Multiply<float>, Multiply<double>, Multiply<long>>(context);

    public static Operator Div(OperatorContext context) => Arithmetic<Divide<float>, Divide<double>, DivideIntegers>(context);

    public static Operator Min(OperatorContext context) => Fold<Minimum<float>, Minimum<double>, Minimum<long>>(context);

    public static Operator Max(OperatorContext context) => Fold<Maximum<float>, Maximum<double>, Maximum<long>>(context);

    public static Operator Sum(OperatorContext context) => Fold<Add<float>, Add<double>, Add<long>>(context);

    /// <summary>The exponents may be numbers of another type than the bases.</summary>
    public static Operator Pow(OperatorContext context)
    {
        var element = context.ElementOf(0);
        (int bases, int exponents) = (context.Input(0), context.InputAs(1, element));
        int output = context.Output(0, element);
        return element switch
        {
            TensorElement.Float => new BinaryOperator<float, float, Power<float>>(bases, exponents, output),
            TensorElement.Double => new BinaryOperator<double, double, Power<double>>(bases, exponents, output),
            TensorElement.Int64 => new BinaryOperator<long, long, PowerOfIntegers>(bases, exponents, output),
            _ => throw WrongType(context),
        };
    }

    public static Operator Clip(OperatorContext context) => context.ElementOf(0) switch
    {
        TensorElement.Float => Clip(context, TensorElement.Float, context.Float("min", float.MinValue), context.Float("max", float.MaxValue)),
        TensorElement.Double => Clip(context, TensorElement.Double, double.MinValue, double.MaxValue),
        TensorElement.Int64 => Clip(context, TensorElement.Int64, long.MinValue, long.MaxValue),
        _ => throw WrongType(context),
    };

    public static Operator Equal(OperatorContext context) => context.ElementOf(0) switch
    {
        TensorElement.Bool => Binary<bool, bool, EqualBooleans>(context, TensorElement.Bool, TensorElement.Bool),
        TensorElement.String => Binary<string, bool, IsEqualText>(context, TensorElement.String, TensorElement.Bool),
        _ => Comparison<IsEqual<float>, IsEqual<double>, IsEqual<long>>(context),
    };

    public static Operator Less(OperatorContext context) => Comparison<IsLess<float>, IsLess<double>, IsLess<long>>(context);

    public static Operator LessOrEqual(OperatorContext context) =>
        Comparison<IsLessOrEqual<float>, IsLessOrEqual<double>, IsLessOrEqual<long>>(context);

    public static Operator Greater(OperatorContext context) => Comparison<IsGreater<float>, IsGreater<double>, IsGreater<long>>(context);

    public static Operator GreaterOrEqual(OperatorContext context) =>
        Comparison<IsGreaterOrEqual<float>, IsGreaterOrEqual<double>, IsGreaterOrEqual<long>>(context);

    public static Operator And(OperatorContext context) => Binary<bool, bool, Both>(context, TensorElement.Bool, TensorElement.Bool);

    public static Operator Or(OperatorContext context) => Binary<bool, bool, Either>(context, TensorElement.Bool, TensorElement.Bool);

    public static Operator Not(OperatorContext context) => Unary<bool, bool, Opposite>(context, TensorElement.Bool, TensorElement.Bool);

    public static Operator Neg(OperatorContext context) => Number<Negate<float>, Negate<double>, Negate<long>>(context);

    public static Operator Abs(OperatorContext context) => Number<Absolute<float>, Absolute<double>, Absolute<long>>(context);

    public static Operator Relu(OperatorContext context) => Number<Rectify<float>, Rectify<double>, Rectify<long>>(context);

    public static Operator Sqrt(OperatorContext context) => Real<SquareRoot<float>, SquareRoot<double>>(context);

    public static Operator Exp(OperatorContext context) => Real<Exponential<float>, Exponential<double>>(context);

    public static Operator Log(OperatorContext context) => Real<Logarithm<float>, Logarithm<double>>(context);

    public static Operator Sigmoid(OperatorContext context) => Real<Logistic<float>, Logistic<double>>(context);

    public static Operator Tanh(OperatorContext context) => Real<HyperbolicTangent<float>, HyperbolicTangent<double>>(context);

    public static Operator Reciprocal(OperatorContext context) => Real<Reciprocal<float>, Reciprocal<double>>(context);

    public static Operator Floor(OperatorContext context) => Real<FloorOf<float>, FloorOf<double>>(context);

    public static Operator Ceil(OperatorContext context) => Real<CeilingOf<float>, CeilingOf<double>>(context);

    public static Operator Round(OperatorContext context) => Real<RoundToEven<float>, RoundToEven<double>>(context);

    public static Operator Sign(OperatorContext context) => Number<SignOf<float>, SignOf<double>, SignOf<long>>(context);

    public static Operator Softplus(OperatorContext context) => Real<SoftplusOf<float>, SoftplusOf<double>>(context);

    public static Operator LeakyRelu(OperatorContext context) => BelowZero(context, context.Float("alpha", 0.01f), isExponential: false);

    public static Operator Elu(OperatorContext context) => BelowZero(context, context.Float("alpha", 1), isExponential: true);

    public static Operator IsNaN(OperatorContext context) => context.ElementOf(0) switch
    {
        TensorElement.Float => Unary<float, bool, IsNotANumber<float>>(context, TensorElement.Float, TensorElement.Bool),
        TensorElement.Double => Unary<double, bool, IsNotANumber<double>>(context, TensorElement.Double, TensorElement.Bool),
        _ => throw WrongType(context),
    };

    private static Operator Arithmetic<TFloat, TDouble, TInteger>(OperatorContext context)
        where TFloat : struct, IBinaryKernel<float, float>
        where TDouble : struct, IBinaryKernel<double, double>
        where TInteger : struct, IBinaryKernel<long, long> => context.ElementOf(0) switch
        {
            TensorElement.Float => Binary<float, float, TFloat>(context, TensorElement.Float, TensorElement.Float),
            TensorElement.Double => Binary<double, double, TDouble>(context, TensorElement.Double, TensorElement.Double),
            TensorElement.Int64 => Binary<long, long, TInteger>(context, TensorElement.Int64, TensorElement.Int64),
            _ => throw WrongType(context),
        };

    private static Operator Comparison<TFloat, TDouble, TInteger>(OperatorContext context)
        where TFloat : struct, IBinaryKernel<float, bool>
        where TDouble : struct, IBinaryKernel<double, bool>
        where TInteger : struct, IBinaryKernel<long, bool> => context.ElementOf(0) switch
        {
            TensorElement.Float => Binary<float, bool, TFloat>(context, TensorElement.Float, TensorElement.Bool),
            TensorElement.Double => Binary<double, bool, TDouble>(context, TensorElement.Double, TensorElement.Bool),
            TensorElement.Int64 => Binary<long, bool, TInteger>(context, TensorElement.Int64, TensorElement.Bool),
            _ => throw WrongType(context),
        };

    private static Operator Number<TFloat, TDouble, TInteger>(OperatorContext context)
        where TFloat : struct, IUnaryKernel<float, float>
        where TDouble : struct, IUnaryKernel<double, double>
        where TInteger : struct, IUnaryKernel<long, long> => context.ElementOf(0) == TensorElement.Int64
            ? Unary<long, long, TInteger>(context, TensorElement.Int64, TensorElement.Int64)
            : Real<TFloat, TDouble>(context);

    private static Operator Real<TFloat, TDouble>(OperatorContext context)
        where TFloat : struct, IUnaryKernel<float, float>
        where TDouble : struct, IUnaryKernel<double, double> => context.ElementOf(0) switch
        {
            TensorElement.Float => Unary<float, float, TFloat>(context, TensorElement.Float, TensorElement.Float),
            TensorElement.Double => Unary<double, double, TDouble>(context, TensorElement.Double, TensorElement.Double),
            _ => throw WrongType(context),
        };

    /// <summary>Joins any number of inputs, two at a time from the first.</summary>
    private static Operator Fold<TFloat, TDouble, TInteger>(OperatorContext context)
        where TFloat : struct, IBinaryKernel<float, float>
        where TDouble : struct, IBinaryKernel<double, double>
        where TInteger : struct, IBinaryKernel<long, long> => context.ElementOf(0) switch
        {
            TensorElement.Float => Fold<float, TFloat>(context, TensorElement.Float),
            TensorElement.Double => Fold<double, TDouble>(context, TensorElement.Double),
            TensorElement.Int64 => Fold<long, TInteger>(context, TensorElement.Int64),
            _ => throw WrongType(context),
        };

    private static Operator Fold<T, TKernel>(OperatorContext context, TensorElement element)
        where TKernel : struct, IBinaryKernel<T, T>
    {
        int joined = context.Input(0, element);
        if (context.InputCount == 1)
        {
            return new CopyOperator(joined, context.Output(0, element));
        }

        var steps = new Operator[context.InputCount - 1];
        for (int i = 0; i < steps.Length; i++)
        {
            int next = context.Input(i + 1, element);
            int target = i == steps.Length - 1 ? context.Output(0, element) : context.Scratch(element);
            steps[i] = new BinaryOperator<T, T, TKernel>(joined, next, target);
            joined = target;
        }

        return steps.Length == 1 ? steps[0] : new SequenceOperator(steps);
    }

    private static ClipOperator<T> Clip<T>(OperatorContext context, TensorElement element, T smallest, T largest)
        where T : INumber<T>
    {
        int input = context.Input(0);
        int? low = context.HasInput(1) ? context.Input(1, element) : null;
        int? high = context.HasInput(2) ? context.Input(2, element) : null;
        return new ClipOperator<T>(input, context.Output(0, element), low, high, smallest, largest);
    }

    private static Operator BelowZero(OperatorContext context, float slope, bool isExponential)
    {
        var element = context.ElementOf(0);
        int input = context.Input(0);
        int output = context.Output(0, element);
        return element switch
        {
            TensorElement.Float => new BelowZeroOperator<float>(input, output, slope, isExponential),
            TensorElement.Double => new BelowZeroOperator<double>(input, output, slope, isExponential),
            _ => throw WrongType(context),
        };
    }

    private static BinaryOperator<TIn, TOut, TKernel> Binary<TIn, TOut, TKernel>(
        OperatorContext context, TensorElement takes, TensorElement gives)
        where TKernel : struct, IBinaryKernel<TIn, TOut>
    {
        if (context.InputCount != 2)
        {
            throw OnnxException.Unsupported($"{context.Description} has {context.InputCount} inputs; two are supported.");
        }

        int left = context.Input(0, takes);
        int right = context.Input(1, takes);
        return new BinaryOperator<TIn, TOut, TKernel>(left, right, context.Output(0, gives));
    }

    private static UnaryOperator<TIn, TOut, TKernel> Unary<TIn, TOut, TKernel>(
        OperatorContext context, TensorElement takes, TensorElement gives)
        where TKernel : struct, IUnaryKernel<TIn, TOut>
    {
        int input = context.Input(0, takes);
        return new UnaryOperator<TIn, TOut, TKernel>(input, context.Output(0, gives));
    }

    private static OnnxException WrongType(OperatorContext context) =>
        OnnxException.Unsupported($"{context.Description} takes {context.ElementOf(0)}, which is not supported.");
}
