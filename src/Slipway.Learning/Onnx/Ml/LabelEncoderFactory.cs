using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Reads LabelEncoder in its three forms: a list of classes, lists of keys and values, and tensors of them.</summary>
internal static class LabelEncoderFactory
{
    public static Operator Create(OperatorContext context)
    {
        if (context.Has("classes_strings"))
        {
            return CreateFromClasses(context);
        }

        return context.ElementOf(0) switch
        {
            TensorElement.String => WithKeys(context, context.Strings("keys_strings")),
            TensorElement.Int64 => WithKeys(context, context.Ints("keys_int64s")),
            TensorElement.Float => WithKeys(context, context.Floats("keys_floats")),
            TensorElement.Double => WithKeys(context, Array.Empty<double>()),
            var other => throw OnnxException.Unsupported($"{context.Description} takes {other}, which is not supported."),
        };
    }

    private static Operator CreateFromClasses(OperatorContext context)
    {
        string[] classes = context.Strings("classes_strings");
        long[] indexes = [.. Enumerable.Range(0, classes.Length).Select(index => (long)index)];
        string defaultText = context.String("default_string", "_Unused");
        long defaultIndex = context.Int("default_int64", -1);
        return context.ElementOf(0) == TensorElement.String
            ? Map(context, classes, indexes, defaultIndex, TensorElement.Int64)
            : Map(context, indexes, classes, defaultText, TensorElement.String);
    }

    private static Operator WithKeys<TKey>(OperatorContext context, TKey[] keys)
        where TKey : notnull
    {
        keys = Given(context, "keys_tensor", keys);
        string defaultText = context.String("default_string", "_Unused");
        long defaultInteger = context.Int("default_int64", -1);
        float defaultFloat = context.Float("default_float", -0f);
        var values = context.TensorAttribute("values_tensor");
        var byDefault = context.TensorAttribute("default_tensor");
        return values switch
        {
            Tensor<string> texts => Map(context, keys, texts.Data.ToArray(), Single(byDefault, "_Unused"), TensorElement.String),
            Tensor<long> integers => Map(context, keys, integers.Data.ToArray(), Single(byDefault, -1L), TensorElement.Int64),
            Tensor<float> floats => Map(context, keys, floats.Data.ToArray(), Single(byDefault, -0f), TensorElement.Float),
            Tensor<double> doubles => Map(context, keys, doubles.Data.ToArray(), Single(byDefault, -0.0), TensorElement.Double),
            _ when context.Has("values_strings") =>
                Map(context, keys, context.Strings("values_strings"), Single(byDefault, defaultText), TensorElement.String),
            _ when context.Has("values_int64s") =>
                Map(context, keys, context.Ints("values_int64s"), Single(byDefault, defaultInteger), TensorElement.Int64),
            _ => Map(context, keys, context.Floats("values_floats"), Single(byDefault, defaultFloat), TensorElement.Float),
        };
    }

    private static T[] Given<T>(OperatorContext context, string name, T[] keys) =>
        context.TensorAttribute(name) is Tensor<T> tensor ? tensor.Data.ToArray() : keys;

    private static T Single<T>(Tensor? tensor, T byDefault) => tensor is Tensor<T> { Length: 1 } given ? given.Data[0] : byDefault;

    private static LabelEncoderOperator<TKey, TValue> Map<TKey, TValue>(
        OperatorContext context, TKey[] keys, TValue[] values, TValue byDefault, TensorElement element)
        where TKey : notnull
    {
        if (keys.Length == 0 || keys.Length != values.Length)
        {
            throw OnnxException.Invalid($"{context.Description} has {keys.Length} keys of its input type and {values.Length} values.");
        }

        var map = new Dictionary<TKey, TValue>(keys.Length);
        for (int i = 0; i < keys.Length; i++)
        {
            map.TryAdd(keys[i], values[i]);
        }

        int input = context.Input(0);
        return new LabelEncoderOperator<TKey, TValue>(input, context.Output(0, element), map, byDefault);
    }
}
