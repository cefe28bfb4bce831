using Slipway.Learning.Onnx.Operators;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// Reads OneHotEncoder. A file may say that another category is an error; where it is served, such a row is answered like any other of
/// which a word was not seen in training: with none of the categories.
/// </summary>
internal static class OneHotEncoderFactory
{
    public static Operator Create(OperatorContext context)
    {
        context.Ignore("zeros");
        string[] words = context.Strings("cats_strings");
        long[] numbers = context.Ints("cats_int64s");
        return context.ElementOf(0) switch
        {
            TensorElement.String => Map(context, words),
            TensorElement.Int64 => Map(context, numbers),
            TensorElement.Float => Map(context, numbers.Select(number => (float)number).ToArray()),
            TensorElement.Double => Map(context, numbers.Select(number => (double)number).ToArray()),
            var other => throw OnnxException.Unsupported($"{context.Description} takes {other}, which is not supported."),
        };
    }

    private static OneHotEncoderOperator<TKey> Map<TKey>(OperatorContext context, TKey[] categories)
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
        return new OneHotEncoderOperator<TKey>(input, context.Output(0, TensorElement.Float), positions, categories.Length);
    }
}
