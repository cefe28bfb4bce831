using System.Text;

namespace Slipway.Learning.Texts;

/// <summary>Changes the case of letters.</summary>
internal static class LetterCases
{
    /// <summary>The character in a case.</summary>
    public static Rune Apply(this LetterCase letterCase, Rune rune) => letterCase switch
    {
        LetterCase.LowerAscii => rune.Value is >= 'A' and <= 'Z' ? new Rune(rune.Value | 0x20) : rune,
        LetterCase.UpperAscii => rune.Value is >= 'a' and <= 'z' ? new Rune(rune.Value & ~0x20) : rune,
        LetterCase.Lower => Rune.ToLowerInvariant(rune),
        LetterCase.Upper => Rune.ToUpperInvariant(rune),
        _ => rune,
    };

    /// <summary>The text in a case.</summary>
    public static string Apply(this LetterCase letterCase, string text)
    {
        if (letterCase == LetterCase.Kept)
        {
            return text;
        }

        var changed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            changed.Append(letterCase.Apply(rune));
        }

        return changed.ToString();
    }
}
