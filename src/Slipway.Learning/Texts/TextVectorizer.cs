using System.Buffers;

namespace Slipway.Learning.Texts;

/// <summary>
/// Turns a text into counts of terms: its tokens are the longest runs of characters of a class, brought into one case. Takes as much memory
/// as one text has tokens. Immutable; safe to use from several threads.
/// </summary>
internal sealed class TextVectorizer
{
    private readonly RuneClass _runes;
    private readonly int _minRunes;
    private readonly LetterCase _letterCase;
    private readonly Dictionary<string, int> _tokens;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int _otherToken;
    private readonly int _longest;
    private readonly NgramTable _terms;

    /// <param name="runes">What tokens are made of.</param>
    /// <param name="minRunes">Shorter tokens are left out.</param>
    /// <param name="letterCase">The case that tokens are brought into.</param>
    /// <param name="tokens">The number of each token.</param>
    /// <param name="otherToken">The number of all others.</param>
    /// <param name="terms">What is counted.</param>
    public TextVectorizer(
        RuneClass runes, int minRunes, LetterCase letterCase, Dictionary<string, int> tokens, int otherToken, NgramTable terms)
    {
        (_runes, _minRunes, _letterCase, _tokens, _otherToken, _terms) = (runes, minRunes, letterCase, tokens, otherToken, terms);
        _lookup = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = tokens.Count == 0 ? 0 : tokens.Keys.Max(token => token.Length);
    }

    /// <summary>The values that a text becomes.</summary>
    public int Width => _terms.Width;

    /// <summary>Counts the terms of a text.</summary>
    /// <param name="text">The text; empty where missing.</param>
    /// <param name="row">Receives <see cref="Width"/> values.</param>
    public void Write(string text, Span<float> row)
    {
        // Two tokens have a character between them.
        int[] tokens = ArrayPool<int>.Shared.Rent((text.Length / 2) + 1);
        _terms.Count(tokens.AsSpan(0, Read(text, tokens)), row);
        ArrayPool<int>.Shared.Return(tokens);
    }

    private int Read(ReadOnlySpan<char> text, int[] tokens)
    {
        var scanner = new TokenScanner(text, _runes);
        int count = 0;
        while (scanner.TryRead(out var token, out int runes))
        {
            if (runes >= _minRunes)
            {
                tokens[count++] = token.Length <= _longest ? Find(token) : _otherToken;
            }
        }

        return count;
    }

    private int Find(ReadOnlySpan<char> token)
    {
        Span<char> changed = token.Length <= 128 ? stackalloc char[128] : new char[token.Length];
        int length = 0;
        foreach (var rune in token.EnumerateRunes())
        {
            length += _letterCase.Apply(rune).EncodeToUtf16(changed[length..]);
        }

        return _lookup.TryGetValue(changed[..length], out int number) ? number : _otherToken;
    }
}
