using System.Runtime.InteropServices;
using Slipway.Learning.Models;
using Slipway.Learning.Tables;
using Slipway.Learning.Texts;

namespace Slipway.Learning.Featurizing;

/// <summary>
/// Fits the terms of a text: the words, and pairs of words beside each other, that occur in the most rows. Their weight is
/// <c>ln((1 + rows) / (1 + rows with the term)) + 1</c> (the smooth inverse document frequency of scikit-learn).
/// </summary>
public static class TextFeaturizing
{
    /// <summary>The most terms of a column.</summary>
    public const int MaxTerms = 1000;

    /// <summary>What occurs in fewer rows is not a term.</summary>
    public const int MinRows = 3;

    // Features are kept for every row: as many rows of as many terms take 200 MB.
    private const int MaxValues = 50_000_000;

    // Pairs are looked for among the most frequent words, so that what is counted stays small.
    private const int MaxPairedWords = 5000;

    /// <summary>Fits on all rows.</summary>
    /// <param name="column">The texts.</param>
    /// <returns>The step, with at most <see cref="MaxTerms"/> terms, fewer where the rows are more than 50,000; null where nothing occurs in enough rows.</returns>
    public static TextStep? Fit(TextColumn column)
    {
        int limit = Math.Min(MaxTerms, MaxValues / Math.Max(1, column.RowCount));
        var words = CountWords(column);
        string[] frequent = [.. Frequent(words, column.RowCount).Take(MaxPairedWords).Select(word => word.Key)];
        var pairs = CountPairs(column, frequent);
        var terms = words.Concat(pairs).ToDictionary(StringComparer.Ordinal);
        string[] chosen =
        [
            .. Frequent(terms, column.RowCount)
                .Take(limit)
                .Select(term => term.Key)
                .OrderBy(term => term.Contains(' ', StringComparison.Ordinal)),
        ];
        return chosen.Length == 0
            ? null
            : new TextStep(column.Name, chosen, Array.ConvertAll(chosen, term => Weight(column.RowCount, terms[term])));
    }

    private static float Weight(int rows, int rowsWithTerm) => (float)(Math.Log((1.0 + rows) / (1.0 + rowsWithTerm)) + 1);

    /// <summary>What occurs in enough rows and not in all of them, the most frequent first, ties in ordinal order.</summary>
    private static IEnumerable<KeyValuePair<string, int>> Frequent(Dictionary<string, int> rowsWith, int rows) => rowsWith
        .Where(term => term.Value >= MinRows && term.Value < rows)
        .OrderByDescending(term => term.Value)
        .ThenBy(term => term.Key, StringComparer.Ordinal);

    private static Dictionary<string, int> CountWords(TextColumn column)
    {
        var rowsWith = new Dictionary<string, int>(StringComparer.Ordinal);
        var inRow = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? text in column.Values)
        {
            inRow.Clear();
            var scanner = new TokenScanner(text, RuneClass.Words);
            while (scanner.TryRead(out var token, out _))
            {
                inRow.Add(LetterCase.Lower.Apply(token.ToString()));
            }

            foreach (string word in inRow)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(rowsWith, word, out _)++;
            }
        }

        return rowsWith;
    }

    private static Dictionary<string, int> CountPairs(TextColumn column, string[] words)
    {
        var indexes = WordSpellings.Of(words);
        var rowsWith = new Dictionary<(int First, int Second), int>();
        var inRow = new HashSet<(int First, int Second)>();
        foreach (string? text in column.Values)
        {
            inRow.Clear();
            int before = -1;
            var scanner = new TokenScanner(text, RuneClass.Words);
            while (scanner.TryRead(out var token, out _))
            {
                int word = indexes.GetValueOrDefault(WordSpellings.Case.Apply(token.ToString()), -1);
                if (before >= 0 && word >= 0)
                {
                    inRow.Add((before, word));
                }

                before = word;
            }

            foreach (var pair in inRow)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(rowsWith, pair, out _)++;
            }
        }

        return rowsWith.ToDictionary(p => $"{words[p.Key.First]} {words[p.Key.Second]}", p => p.Value, StringComparer.Ordinal);
    }
}
