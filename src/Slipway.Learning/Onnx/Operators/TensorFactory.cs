using System.Numerics;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Makes the operators that reshape, join, take apart or multiply tensors.</summary>
internal static class TensorFactory
{
    public static Operator? Constant(OperatorContext context)
    {
        var tensor = context.TensorAttribute("value");
        if (tensor is null)
        {
            throw OnnxException.Unsupported($"{context.Description} has no attribute 'value', which alone is supported.");
        }

        context.ConstantOutput(0, tensor);
        return null;
    }

    public static Operator Identity(OperatorContext context)
    {
        int input = context.Input(0);
        return new CopyOperator(input, context.Output(0, context.ElementOf(0)));
    }

    public static Operator Cast(OperatorContext context)
    {
        context.Ignore("saturate");
        long type = context.Int("to", 0);
        if (!ConstantTensor.TryGetElement((TensorDataType)type, out var to))
        {
            throw OnnxException.Unsupported($"{context.Description} converts to the element type {type}, which is not supported.");
        }

        int input = context.Input(0);
        return CastOperator.Create(input, context.ElementOf(0), context.Output(0, to), to, context.Description);
    }

    public static Operator Concat(OperatorContext context)
    {
        long axis = context.Int("axis", 1);
        var element = context.ElementOf(0);
        var inputs = new int[context.InputCount];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = context.Input(i, element);
        }

        int output = context.Output(0, element);
        return element switch
        {
            TensorElement.Float => new ConcatOperator<float>(inputs, output, axis),
            TensorElement.Double => new ConcatOperator<double>(inputs, output, axis),
            TensorElement.Int64 => new ConcatOperator<long>(inputs, output, axis),
            TensorElement.String => new ConcatOperator<string>(inputs, output, axis),
            _ => new ConcatOperator<bool>(inputs, output, axis),
        };
    }

    public static Operator Reshape(OperatorContext context)
    {
        bool allowZero = context.Int("allowzero", 0) != 0;
        int input = context.Input(0);
        int shape = context.Input(1, TensorElement.Int64);
        return new ReshapeOperator(input, shape, context.Output(0, context.ElementOf(0)), allowZero);
    }

    public static Operator Flatten(OperatorContext context)
    {
        long axis = context.Int("axis", 1);
        int input = context.Input(0);
        return new FlattenOperator(input, context.Output(0, context.ElementOf(0)), axis);
    }

    public static Operator Squeeze(OperatorContext context)
    {
        long[] axes = Axes(context);
        int input = context.Input(0);
        return new SqueezeOperator(input, context.Output(0, context.ElementOf(0)), axes);
    }

    public static Operator Unsqueeze(OperatorContext context)
    {
        long[] axes = Axes(context);
        int input = context.Input(0);
        return new UnsqueezeOperator(input, context.Output(0, context.ElementOf(0)), axes);
    }

    public static Operator Shape(OperatorContext context)
    {
        int input = context.Input(0);
        return new ShapeOperator(input, context.Output(0, TensorElement.Int64));
    }

    public static Operator Softmax(OperatorContext context)
    {
        const long FirstVersionOfOneAxis = 13;
        bool flattens = context.OpsetVersion < FirstVersionOfOneAxis;
        long axis = context.Int("axis", flattens ? 1 : -1);
        var element = context.ElementOf(0);
        int input = context.Input(0);
        int output = context.Output(0, element);
        return element switch
        {
            TensorElement.Float => new SoftmaxOperator<float>(input, output, axis, flattens),
            TensorElement.Double => new SoftmaxOperator<double>(input, output, axis, flattens),
            _ => throw WrongType(context),
        };
    }

    public static Operator ArgMax(OperatorContext context)
    {
        long axis = context.Int("axis", 0);
        bool keepsAxis = context.Int("keepdims", 1) != 0;
        bool takesLast = context.Int("select_last_index", 0) != 0;
        int input = context.Input(0);
        int output = context.Output(0, TensorElement.Int64);
        return context.ElementOf(0) switch
        {
            TensorElement.Float => new ArgMaxOperator<float>(input, output, axis, keepsAxis, takesLast),
            TensorElement.Double => new ArgMaxOperator<double>(input, output, axis, keepsAxis, takesLast),
            TensorElement.Int64 => new ArgMaxOperator<long>(input, output, axis, keepsAxis, takesLast),
            _ => throw WrongType(context),
        };
    }

    public static Operator OneHot(OperatorContext context)
    {
        const int MaxDepth = 1 << 20;
        if (context.Int("axis", -1) != -1)
        {
            throw OnnxException.Unsupported($"{context.Description} adds another axis than the last, which is not supported.");
        }

        int input = context.Input(0, TensorElement.Int64);
        var depth = context.Constant<long>(1);
        if (depth.Length != 1 || depth.Data[0] is < 1 or > MaxDepth)
        {
            throw OnnxException.Invalid($"{context.Description} has no depth from 1 to {MaxDepth}.");
        }

        int size = (int)depth.Data[0];
        return context.ElementOf(2) switch
        {
            TensorElement.Float => OneHot<float>(context, input, size),
            TensorElement.Double => OneHot<double>(context, input, size),
            TensorElement.Int64 => OneHot<long>(context, input, size),
            _ => throw WrongType(context),
        };
    }

    public static Operator Gather(OperatorContext context)
    {
        long axis = context.Int("axis", 0);
        int input = context.Input(0);
        int indexes = context.Input(1, TensorElement.Int64);
        return new GatherOperator(input, indexes, context.Output(0, context.ElementOf(0)), axis);
    }

    public static Operator Where(OperatorContext context)
    {
        var element = context.ElementOf(1);
        int condition = context.Input(0, TensorElement.Bool);
        int whenTrue = context.Input(1, element);
        int whenFalse = context.Input(2, element);
        int output = context.Output(0, element);
        return element switch
        {
            TensorElement.Float => new WhereOperator<float>(condition, whenTrue, whenFalse, output),
            TensorElement.Double => new WhereOperator<double>(condition, whenTrue, whenFalse, output),
            TensorElement.Int64 => new WhereOperator<long>(condition, whenTrue, whenFalse, output),
            TensorElement.String => new WhereOperator<string>(condition, whenTrue, whenFalse, output),
            _ => new WhereOperator<bool>(condition, whenTrue, whenFalse, output),
        };
    }

    public static Operator Gemm(OperatorContext context) => context.ElementOf(0) switch
    {
        TensorElement.Float => Gemm<float>(context, TensorElement.Float),
        TensorElement.Double => Gemm<double>(context, TensorElement.Double),
        _ => throw WrongType(context),
    };

    public static Operator MatMul(OperatorContext context) => context.ElementOf(0) switch
    {
        TensorElement.Float => MatMul<float>(context, TensorElement.Float),
        TensorElement.Double => MatMul<double>(context, TensorElement.Double),
        _ => throw WrongType(context),
    };

    private static OneHotOperator<T> OneHot<T>(OperatorContext context, int input, int depth)
    {
        var offAndOn = context.Constant<T>(2);
        if (offAndOn.Length != 2)
        {
            throw OnnxException.Invalid($"{context.Description} has {offAndOn.Length} values where two are due.");
        }

        return new OneHotOperator<T>(input, context.Output(0, offAndOn.Element), depth, offAndOn.Data[0], offAndOn.Data[1]);
    }

    private static GemmOperator<T> Gemm<T>(OperatorContext context, TensorElement element)
        where T : INumber<T>
    {
        T alpha = T.CreateTruncating(context.Float("alpha", 1));
        T beta = T.CreateTruncating(context.Float("beta", 1));
        bool transposeLeft = context.Int("transA", 0) != 0;
        bool transposeRight = context.Int("transB", 0) != 0;
        int left = context.Input(0, element);
        int right = context.Input(1, element);
        int addend = context.HasInput(2) ? context.Input(2, element) : GemmOperator<T>.NoAddend;
        return new GemmOperator<T>(left, right, addend, context.Output(0, element), alpha, beta, transposeLeft, transposeRight);
    }

    private static GemmOperator<T> MatMul<T>(OperatorContext context, TensorElement element)
        where T : INumber<T>
    {
        int left = context.Input(0, element);
        int right = context.Input(1, element);
        return new GemmOperator<T>(left, right, GemmOperator<T>.NoAddend, context.Output(0, element), T.One, T.One, false, false);
    }

    /// <summary>The axes are an attribute in older files and an input in newer ones.</summary>
    private static long[] Axes(OperatorContext context) =>
        context.HasInput(1) ? context.Constant<long>(1).Data.ToArray() : context.Ints("axes");

    private static OnnxException WrongType(OperatorContext context) =>
        OnnxException.Unsupported($"{context.Description} takes {context.ElementOf(0)}, which is not supported.");
}
