using Slipway.Learning.Onnx.Operators;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Reads OneHotEncoder.</summary>
internal static class OneHotEncoderFactory
{
    public static Operator Create(OperatorContext context)
    {
        bool allowsUnknown = context.Int("zeros", 1) != 0;
        string[] words = context.Strings("cats_strings");
        long[] numbers = context.Ints("cats_int64s");
        return context.ElementOf(0) switch
        {
            TensorElement.String => Map(context, words, allowsUnknown),
            TensorElement.Int64 => Map(context, numbers, allowsUnknown),
            TensorElement.Float => Map(context, numbers.Select(number => (float)number).ToArray(), allowsUnknown),
            TensorElement.Double => Map(context, numbers.Select(number => (double)number).ToArray(), allowsUnknown),
            var other => throw OnnxException.Unsupported($"{context.Description} takes {other}, which is not supported."),
        };
    }

    private static OneHotEncoderOperator<TKey> Map<TKey>(OperatorContext context, TKey[] categories, bool allowsUnknown)
        where TKey : notnull
    {
        if (categories.Length == 0)
        {
            throw OnnxException.Invalid($"{context.Description} has no categories of the type of its input.");
        }

        var positions = new Dictionary<TKey, int>(categories.Length);
        for (int i = 0; i < categories.Length; i++)
        {
            positions.TryAdd(categories[i], i);
        }

        int input = context.Input(0);
        return new OneHotEncoderOperator<TKey>(
            input, context.Output(0, TensorElement.Float), positions, categories.Length, allowsUnknown);
    }
}
