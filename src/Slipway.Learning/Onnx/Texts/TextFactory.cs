using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Texts;

namespace Slipway.Learning.Onnx.Texts;

/// <summary>Makes the operators on texts.</summary>
internal static class TextFactory
{
    public static Operator StringNormalizer(OperatorContext context)
    {
        bool ignoresCase = context.Int("is_case_sensitive", 0) == 0;
        var stopWords = context.Strings("stopwords");
        return new StringNormalizerOperator(
            context.Input(0, TensorElement.String),
            context.Output(0, TensorElement.String),
            ReadCase(context),
            [.. ignoresCase ? stopWords.Select(word => LetterCase.Lower.Apply(word)) : stopWords],
            ignoresCase);
    }

    public static Operator TfIdfVectorizer(OperatorContext context)
    {
        int input = context.Input(0);
        return context.ElementOf(0) switch
        {
            TensorElement.String => Vectorizer(context, input, context.Strings("pool_strings")),
            TensorElement.Int64 => Vectorizer(context, input, context.Ints("pool_int64s")),
            var other => throw OnnxException.Unsupported($"{context.Description} takes {other}; String and Int64 are supported."),
        };
    }

    /// <summary>What a StringNormalizer does to letters.</summary>
    public static LetterCase ReadCase(OperatorContext context)
    {
        string action = context.String("case_change_action", "NONE");
        bool isAscii = context.String("locale", "en_US") is "C" or "POSIX";
        return action switch
        {
            "NONE" => LetterCase.Kept,
            "LOWER" => isAscii ? LetterCase.LowerAscii : LetterCase.Lower,
            "UPPER" => isAscii ? LetterCase.UpperAscii : LetterCase.Upper,
            _ => throw OnnxException.Invalid($"{context.Description} has the case_change_action '{action}'; NONE, LOWER and UPPER exist."),
        };
    }

    private static TfIdfVectorizerOperator<T> Vectorizer<T>(OperatorContext context, int input, T[] pool)
        where T : notnull
    {
        var (tokens, terms) = NgramReader.Read(context, pool);
        return new TfIdfVectorizerOperator<T>(input, context.Output(0, TensorElement.Float), tokens, terms);
    }
}
