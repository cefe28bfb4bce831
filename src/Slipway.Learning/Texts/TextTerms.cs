using Slipway.Learning.Models;

namespace Slipway.Learning.Texts;

/// <summary>The terms of a step, as numbers of their words.</summary>
internal sealed class TextTerms
{
    /// <summary>Words that a term has at most.</summary>
    public const int MaxWords = 2;

    private readonly TextStep _step;

    public TextTerms(TextStep step)
    {
        _step = step;
        string[][] split = [.. step.Terms.Select(term => term.Split(' '))];
        Words = [.. split.SelectMany(words => words).Distinct(StringComparer.Ordinal)];
        var indexes = Words.Select((word, index) => (word, index)).ToDictionary(p => p.word, p => p.index, StringComparer.Ordinal);
        Grams = [.. split.Select(words => Array.ConvertAll(words, word => indexes[word]))];
        SingleCount = split.TakeWhile(words => words.Length == 1).Count();
        if (split.Skip(SingleCount).Any(words => words.Length != MaxWords) || step.Weights.Length != split.Length)
        {
            throw new ArgumentException("Terms are of one word, then of two, and each has a weight.", nameof(step));
        }
    }

    /// <summary>All words, each once.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Each term as indexes in <see cref="Words"/>.</summary>
    public IReadOnlyList<int[]> Grams { get; }

    /// <summary>How many terms are of one word.</summary>
    public int SingleCount { get; }

    /// <summary>What counts the terms and weights them.</summary>
    public TextVectorizer Vectorizer() => new(
        RuneClass.Words,
        minRunes: 1,
        WordSpellings.Case,
        WordSpellings.Of(Words),
        otherToken: -1,
        new NgramTable(Grams, [.. Enumerable.Range(0, Grams.Count)], 1, MaxWords, maxSkip: 0, _step.Weights, countsMatter: true));
}
