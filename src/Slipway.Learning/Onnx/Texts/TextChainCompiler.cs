using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Texts;

namespace Slipway.Learning.Onnx.Texts;

/// <summary>Makes one operator of a chain of nodes.</summary>
internal sealed class TextChainCompiler(TextChain chain, Func<NodeProto, OperatorContext> contextOf)
{
    /// <summary>Makes it.</summary>
    /// <param name="joined">The node that stands for the chain.</param>
    public Operator Compile(OperatorContext joined)
    {
        var letterCase = chain.Normalizer is null ? LetterCase.Kept : Read(chain.Normalizer, ReadCase);
        var (runes, minRunes) = Read(chain.Tokenizer, ReadRunes);
        var (tokens, other, terms) = chain.Encoder is null
            ? Read(chain.Vectorizer, ReadWords)
            : ReadNumbered(Read(chain.Encoder, ReadNumbers));
        return new TextVectorizerOperator(
            joined.Input(0, TensorElement.String),
            joined.Output(0, TensorElement.Float),
            new TextVectorizer(runes, minRunes, letterCase, tokens, other, terms));
    }

    private static LetterCase ReadCase(OperatorContext context)
    {
        context.Ignore("is_case_sensitive");
        return context.Strings("stopwords").Length == 0
            ? TextFactory.ReadCase(context)
            : throw OnnxException.Unsupported($"{context.Description} leaves whole texts out, which is not supported before a Tokenizer.");
    }

    private static (RuneClass Runes, int MinRunes) ReadRunes(OperatorContext context)
    {
        string expression = context.String("tokenexp", "");
        string[] separators = context.Strings("separators");
        long shortest = context.Int("mincharnum", 1);
        context.Ignore("pad_value");
        if (context.Int("mark", 0) != 0)
        {
            throw OnnxException.Unsupported($"{context.Description} marks the ends of texts, which is not supported. Export it with mark=0.");
        }

        var classes = new List<RuneClass>();
        foreach (string separator in separators)
        {
            classes.Add(RuneClass.TryParse(separator, out var parsed) ? parsed : throw Unknown(context, separator));
        }

        var runes = classes.Count > 0 && expression.Length == 0 ? RuneClass.NoneOf(classes)
            : expression.EndsWith('+') && separators.Length == 0 && RuneClass.TryParse(expression[..^1], out var words) ? words
            : throw Unknown(context, expression);
        return (runes, (int)Math.Clamp(shortest, 1, int.MaxValue));
    }

    private static OnnxException Unknown(OperatorContext context, string pattern) => OnnxException.Unsupported(
        $"{context.Description} splits by '{pattern}', which is not supported. Use a class such as [a-z0-9]+ as tokenexp, or single characters as separators.");

    private static (Dictionary<string, int> Tokens, int Other, NgramTable Terms) ReadWords(OperatorContext context)
    {
        var (tokens, terms) = NgramReader.Read(context, context.Strings("pool_strings"));
        return (new Dictionary<string, int>(tokens, StringComparer.Ordinal), -1, terms);
    }

    private static (string[] Keys, long[] Values, long Other) ReadNumbers(OperatorContext context)
    {
        var read = (Keys: context.Strings("keys_strings"), Values: context.Ints("values_int64s"), Other: context.Int("default_int64", -1));
        return read.Keys.Length > 0 && read.Keys.Length == read.Values.Length
            ? read
            : throw OnnxException.Unsupported($"{context.Description} has {read.Keys.Length} words and {read.Values.Length} numbers for them.");
    }

    private (Dictionary<string, int> Tokens, int Other, NgramTable Terms) ReadNumbered((string[] Keys, long[] Values, long Other) encoder)
    {
        var (numbers, terms) = Read(chain.Vectorizer, context => NgramReader.Read(context, context.Ints("pool_int64s")));
        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < encoder.Keys.Length; i++)
        {
            tokens.TryAdd(encoder.Keys[i], numbers.GetValueOrDefault(encoder.Values[i], -1));
        }

        return (tokens, numbers.GetValueOrDefault(encoder.Other, -1), terms);
    }

    private T Read<T>(NodeProto node, Func<OperatorContext, T> read)
    {
        var context = contextOf(node);
        var result = read(context);
        context.RefuseUnread();
        return result;
    }
}
