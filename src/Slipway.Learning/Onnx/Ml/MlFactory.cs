using Slipway.Learning.Onnx.Operators;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Makes the small operators of ai.onnx.ml.</summary>
internal static class MlFactory
{
    public static Operator Imputer(OperatorContext context)
    {
        float[] floats = context.Floats("imputed_value_floats");
        long[] integers = context.Ints("imputed_value_int64s");
        float replacedFloat = context.Float("replaced_value_float", 0);
        long replacedInteger = context.Int("replaced_value_int64", 0);
        int input = context.Input(0);
        var element = context.ElementOf(0);
        return element switch
        {
            TensorElement.Float when floats.Length > 0 =>
                new ImputerOperator<float>(input, context.Output(0, element), replacedFloat, floats),
            TensorElement.Int64 when integers.Length > 0 =>
                new ImputerOperator<long>(input, context.Output(0, element), replacedInteger, integers),
            _ => throw OnnxException.Unsupported($"{context.Description} takes {element} or has no values for it, which is not supported."),
        };
    }

    public static Operator Scaler(OperatorContext context)
    {
        float[] offsets = context.Floats("offset");
        float[] scales = context.Floats("scale");
        int input = context.FloatInput(0);
        return new ScalerOperator(
            input, context.Output(0, TensorElement.Float), offsets.Length == 0 ? [0] : offsets, scales.Length == 0 ? [1] : scales);
    }

    public static Operator Normalizer(OperatorContext context)
    {
        string norm = context.String("norm", "MAX");
        if (norm is not ("MAX" or "L1" or "L2"))
        {
            throw OnnxException.Unsupported($"{context.Description} has the norm {norm}, which is not supported.");
        }

        int input = context.FloatInput(0);
        return new NormalizerOperator(input, context.Output(0, TensorElement.Float), norm);
    }

    public static Operator Binarizer(OperatorContext context)
    {
        float threshold = context.Float("threshold", 0);
        int input = context.Input(0);
        var element = context.ElementOf(0);
        return element switch
        {
            TensorElement.Float => new BinarizerOperator<float>(input, context.Output(0, element), threshold),
            TensorElement.Double => new BinarizerOperator<double>(input, context.Output(0, element), threshold),
            TensorElement.Int64 => new BinarizerOperator<long>(input, context.Output(0, element), (long)threshold),
            _ => throw OnnxException.Unsupported($"{context.Description} takes {element}, which is not supported."),
        };
    }

    public static Operator FeatureVectorizer(OperatorContext context)
    {
        long[] widths = context.Ints("inputdimensions");
        if (widths.Length != context.InputCount || Array.Exists(widths, width => width is < 1 or > short.MaxValue))
        {
            throw OnnxException.Invalid($"{context.Description} declares {widths.Length} widths for {context.InputCount} inputs.");
        }

        var inputs = new int[widths.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = context.FloatInput(i);
        }

        return new FeatureVectorizerOperator(
            inputs, Array.ConvertAll(widths, width => (int)width), context.Output(0, TensorElement.Float));
    }

    public static Operator ArrayFeatureExtractor(OperatorContext context)
    {
        int input = context.Input(0);
        int indexes = context.Input(1, TensorElement.Int64);
        return new ArrayFeatureExtractorOperator(input, indexes, context.Output(0, context.ElementOf(0)));
    }

    /// <summary>The format makes a map from class to probability of each row; the probabilities themselves are given on.</summary>
    public static Operator ZipMap(OperatorContext context)
    {
        context.Ignore("classlabels_strings");
        context.Ignore("classlabels_int64s");
        var element = context.ElementOf(0);
        if (element is not (TensorElement.Float or TensorElement.Double))
        {
            throw OnnxException.Unsupported($"{context.Description} takes {element}, which is not supported.");
        }

        int input = context.Input(0);
        return new CopyOperator(input, context.Output(0, element));
    }
}
