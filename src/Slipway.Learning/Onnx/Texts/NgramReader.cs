using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Texts;

namespace Slipway.Learning.Onnx.Texts;

/// <summary>Reads the sequences of tokens that a TfIdfVectorizer counts.</summary>
internal static class NgramReader
{
    private const int MaxLength = 64;
    private const int MaxWidth = 1 << 20;

    /// <summary>Reads them.</summary>
    /// <param name="context">The node.</param>
    /// <param name="pool">All sequences, one after another: those of one token, of two, and so on.</param>
    /// <returns>A number for each token, and the sequences of those numbers.</returns>
    public static (Dictionary<T, int> Tokens, NgramTable Terms) Read<T>(OperatorContext context, T[] pool)
        where T : notnull
    {
        long[] starts = context.Ints("ngram_counts"), indexes = context.Ints("ngram_indexes");
        long shortest = context.Int("min_gram_length", 1), longest = context.Int("max_gram_length", 1);
        long skip = context.Int("max_skip_count", 0);
        float[] weights = context.Floats("weights");
        string mode = context.String("mode", "TF");
        if (shortest < 1 || longest < shortest || longest > MaxLength || skip is < 0 or > MaxLength || mode is not ("TF" or "IDF" or "TFIDF"))
        {
            throw OnnxException.Invalid(
                $"{context.Description} counts sequences of {shortest} to {longest} tokens with {skip} skipped, in the mode '{mode}'.");
        }

        var tokens = new Dictionary<T, int>();
        var grams = new List<int[]>();
        for (int i = 0; i < starts.Length; i++)
        {
            long end = i + 1 < starts.Length ? starts[i + 1] : pool.Length;
            if (starts[i] < 0 || end > pool.Length || end < starts[i] || (end - starts[i]) % (i + 1) != 0)
            {
                throw OnnxException.Invalid($"{context.Description} has sequences of {i + 1} from {starts[i]} to {end} of {pool.Length} tokens.");
            }

            foreach (var gram in pool.AsSpan((int)starts[i], (int)(end - starts[i])).ToArray().Chunk(i + 1))
            {
                grams.Add(Array.ConvertAll(gram, token => tokens.TryAdd(token, tokens.Count) ? tokens.Count - 1 : tokens[token]));
            }
        }

        // It is not settled whether weights belong to sequences or to columns, unless both have one order.
        bool isWeighted = weights.Length > 0 && mode != "TF";
        bool isInOrder = Enumerable.Range(0, indexes.Length).All(i => indexes[i] == i);
        if (indexes.Length != grams.Count || grams.Count == 0 || Array.Exists(indexes, index => index is < 0 or >= MaxWidth)
            || (isWeighted && (weights.Length != grams.Count || !isInOrder)))
        {
            throw OnnxException.Unsupported(
                $"{context.Description} has {grams.Count} sequences, {indexes.Length} columns and {weights.Length} weights for them, or weights "
                + "in another order than columns, which is not supported.");
        }

        return (tokens, new NgramTable(
            grams,
            Array.ConvertAll(indexes, index => (int)index),
            (int)shortest,
            (int)longest,
            (int)skip,
            isWeighted ? weights : null,
            countsMatter: mode != "IDF"));
    }
}
