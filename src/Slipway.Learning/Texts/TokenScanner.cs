using System.Text;

namespace Slipway.Learning.Texts;

/// <summary>Reads the tokens of a text, one after another: the longest runs of characters of a class.</summary>
internal ref struct TokenScanner(ReadOnlySpan<char> text, RuneClass runes)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>Reads the next token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="runeCount">The characters that it has.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryRead(out ReadOnlySpan<char> token, out int runeCount)
    {
        var rest = _rest;
        int start = -1;
        runeCount = 0;
        for (int i = 0; i < rest.Length;)
        {
            Rune.DecodeFromUtf16(rest[i..], out var rune, out int length);
            if (runes.Contains(rune))
            {
                start = start < 0 ? i : start;
                runeCount++;
            }
            else if (start >= 0)
            {
                token = rest[start..i];
                _rest = rest[i..];
                return true;
            }

            i += length;
        }

        token = start < 0 ? default : rest[start..];
        _rest = default;
        return start >= 0;
    }
}
