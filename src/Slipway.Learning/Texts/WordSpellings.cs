using System.Text;

namespace Slipway.Learning.Texts;

/// <summary>
/// The spellings by which a word is known: small, Capitalised, CAPITALS. ONNX changes the case of letters by a locale, and the one locale that
/// every system has knows ASCII only; so for letters beyond it the spellings themselves are listed.
/// </summary>
internal static class WordSpellings
{
    /// <summary>The case that texts are brought into before words are looked up.</summary>
    public const LetterCase Case = LetterCase.LowerAscii;

    /// <summary>Maps the spellings of words, after <see cref="Case"/>, to their index.</summary>
    /// <param name="words">The words, in small letters, each once.</param>
    public static Dictionary<string, int> Of(IReadOnlyList<string> words)
    {
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < words.Count; i++)
        {
            indexes[words[i]] = i;
        }

        for (int i = 0; i < words.Count; i++)
        {
            string capitals = LetterCase.Upper.Apply(words[i]);
            Rune.DecodeFromUtf16(words[i], out _, out int first);
            indexes.TryAdd(Case.Apply(capitals), i);
            indexes.TryAdd(Case.Apply(capitals[..first] + words[i][first..]), i);
        }

        return indexes;
    }
}
