using System.Numerics;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Onnx.Ml;
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
        (long start, long end) = (context.Int("start", 0), context.Int("end", long.MaxValue));
        int input = context.Input(0);
        return new ShapeOperator(input, context.Output(0, TensorElement.Int64), start, end);
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

    public static Operator OneHot(OperatorContext context)
    {
        long axis = context.Int("axis", -1);
        int input = context.InputAs(0, TensorElement.Int64);
        int depth = context.InputAs(1, TensorElement.Int64);
        var element = context.ElementOf(2);
        int offAndOn = context.Input(2);
        int output = context.Output(0, element);
        return element switch
        {
            TensorElement.Float => new OneHotOperator<float>(input, depth, offAndOn, output, axis),
            TensorElement.Double => new OneHotOperator<double>(input, depth, offAndOn, output, axis),
            TensorElement.Int64 => new OneHotOperator<long>(input, depth, offAndOn, output, axis),
            _ => throw WrongType(context),
        };
    }

    public static Operator Transpose(OperatorContext context)
    {
        long[] order = context.Ints("perm");
        int input = context.Input(0);
        return new TransposeOperator(input, context.Output(0, context.ElementOf(0)), order);
    }

    /// <summary>The bounds are attributes in older files and inputs in newer ones.</summary>
    public static Operator Slice(OperatorContext context)
    {
        bool hasInputs = context.InputCount > 1;
        long[] starts = hasInputs ? Constants(context, 1) : context.Ints("starts");
        long[] ends = hasInputs ? Constants(context, 2) : context.Ints("ends");
        long[] axes = hasInputs ? Constants(context, 3) : context.Ints("axes");
        long[] steps = Constants(context, 4);
        if (axes.Length == 0)
        {
            axes = [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        }

        if (steps.Length == 0)
        {
            steps = [.. Enumerable.Repeat(1L, starts.Length)];
        }

        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
        {
            throw OnnxException.Invalid($"{context.Description} has bounds of different counts, or a step of 0.");
        }

        int input = context.Input(0);
        return new SliceOperator(input, context.Output(0, context.ElementOf(0)), starts, ends, axes, steps);
    }

    /// <summary>Drops nothing when it predicts.</summary>
    public static Operator Dropout(OperatorContext context)
    {
        context.Ignore("ratio");
        context.Ignore("seed");
        if (context.HasInput(2) || context.OutputCount > 1)
        {
            throw OnnxException.Unsupported($"{context.Description} is in its form for training. Export the model for inference.");
        }

        return Identity(context);
    }

    /// <summary>The sizes of the parts are an attribute in older files and an input in newer ones; else the parts are equal.</summary>
    public static Operator Split(OperatorContext context)
    {
        context.Ignore("num_outputs");
        long axis = context.Int("axis", 0);
        long[] sizes = context.HasInput(1) ? Constants(context, 1) : context.Ints("split");
        if (sizes.Length > 0 && (sizes.Length != context.OutputCount || Array.Exists(sizes, size => size is < 0 or > int.MaxValue)))
        {
            throw OnnxException.Invalid($"{context.Description} has {sizes.Length} sizes for {context.OutputCount} parts, or a size below 0.");
        }

        int input = context.Input(0);
        var outputs = new int[context.OutputCount];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = context.Output(i, context.ElementOf(0));
        }

        return new SplitOperator(input, outputs, axis, Array.ConvertAll(sizes, size => (int)size));
    }

    public static Operator ConstantOfShape(OperatorContext context)
    {
        var value = context.TensorAttribute("value");
        int shape = context.Input(0, TensorElement.Int64);
        return value switch
        {
            null => new ConstantOfShapeOperator<float>(shape, context.Output(0, TensorElement.Float), 0),
            Tensor<float> { Length: 1 } one => new ConstantOfShapeOperator<float>(shape, context.Output(0, one.Element), one.Data[0]),
            Tensor<double> { Length: 1 } one => new ConstantOfShapeOperator<double>(shape, context.Output(0, one.Element), one.Data[0]),
            Tensor<long> { Length: 1 } one => new ConstantOfShapeOperator<long>(shape, context.Output(0, one.Element), one.Data[0]),
            Tensor<bool> { Length: 1 } one => new ConstantOfShapeOperator<bool>(shape, context.Output(0, one.Element), one.Data[0]),
            _ => throw OnnxException.Unsupported($"{context.Description} has a value of a type or count that is not supported."),
        };
    }

    /// <summary>As Normalizer with L1 or L2, along the last axis of a matrix.</summary>
    public static Operator LpNormalization(OperatorContext context)
    {
        const long LastAxis = 1;
        long norm = context.Int("p", 2);
        long axis = context.Int("axis", -1);
        if (norm is not (1 or 2) || axis is not (-1 or LastAxis))
        {
            throw OnnxException.Unsupported($"{context.Description} has the norm {norm} along axis {axis}; 1 and 2 along the last are supported.");
        }

        int input = context.Input(0, TensorElement.Float);
        return new NormalizerOperator(input, context.Output(0, TensorElement.Float), norm == 1 ? "L1" : "L2");
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

    private static long[] Constants(OperatorContext context, int input) =>
        context.HasInput(input) ? context.Constant<long>(input).Data.ToArray() : [];

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
    internal static long[] Axes(OperatorContext context) =>
        context.HasInput(1) ? context.Constant<long>(1).Data.ToArray() : context.Ints("axes");

    internal static OnnxException WrongType(OperatorContext context) =>
        OnnxException.Unsupported($"{context.Description} takes {context.ElementOf(0)}, which is not supported.");
}
