using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Slipway.Learning.Texts;

/// <summary>
/// A set of characters, as a class of a regular expression writes it: <c>[a-z0-9_]</c>, <c>[^ \t]</c>, <c>[\p{L}\p{N}]</c>, or one
/// character. As in RE2, <c>\w</c>, <c>\d</c> and <c>\s</c> are of ASCII. Immutable.
/// </summary>
internal sealed class RuneClass
{
    private static readonly Dictionary<string, UnicodeCategory[]> Categories = new(StringComparer.Ordinal)
    {
        ["L"] =
        [
            UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter,
            UnicodeCategory.ModifierLetter, UnicodeCategory.OtherLetter,
        ],
        ["M"] = [UnicodeCategory.NonSpacingMark, UnicodeCategory.SpacingCombiningMark, UnicodeCategory.EnclosingMark],
        ["N"] = [UnicodeCategory.DecimalDigitNumber, UnicodeCategory.LetterNumber, UnicodeCategory.OtherNumber],
        ["Lu"] = [UnicodeCategory.UppercaseLetter],
        ["Ll"] = [UnicodeCategory.LowercaseLetter],
        ["Nd"] = [UnicodeCategory.DecimalDigitNumber],
    };

    private readonly List<(int First, int Last)> _ranges = [];
    private readonly HashSet<UnicodeCategory> _categories = [];
    private readonly bool[] _ascii = new bool[128];
    private bool _isNegated;

    private RuneClass()
    {
    }

    /// <summary>Letters, marks and numbers of every script: what words are made of.</summary>
    public static RuneClass Words { get; } = TryParse(WordsPattern, out var words) ? words : throw new InvalidOperationException();

    /// <summary><see cref="Words"/> as a class of a regular expression.</summary>
    public static string WordsPattern => @"[\p{L}\p{M}\p{N}]";

    /// <summary>Reads a class, or one character.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="parsed">The set.</param>
    /// <returns>Whether the pattern is nothing else.</returns>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out RuneClass? parsed)
    {
        parsed = new RuneClass();
        bool isClass = pattern.Length > 2 && pattern[0] == '[' && pattern[^1] == ']';
        string rest = isClass ? pattern[1..^1] : pattern;
        if (isClass && rest[0] == '^')
        {
            parsed._isNegated = true;
            rest = rest[1..];
        }

        bool isRead = rest.Length > 0 && (isClass || !".*+?()[]{}|^$".Contains(rest[0], StringComparison.Ordinal));
        for (int items = 0; isRead && rest.Length > 0; items++)
        {
            isRead = (isClass || items == 0) && parsed.TryTakeItem(ref rest);
        }

        for (int i = 0; i < 128; i++)
        {
            parsed._ascii[i] = parsed.Holds(new Rune(i)) != parsed._isNegated;
        }

        if (!isRead)
        {
            parsed = null;
        }

        return isRead;
    }

    /// <summary>The characters that are in none of some sets.</summary>
    public static RuneClass NoneOf(IEnumerable<RuneClass> sets)
    {
        var all = sets.ToArray();
        if (Array.Exists(all, set => set._isNegated))
        {
            throw new ArgumentException("Only sets that are not negated can be joined.", nameof(sets));
        }

        var joined = new RuneClass { _isNegated = true };
        foreach (var set in all)
        {
            joined._ranges.AddRange(set._ranges);
            joined._categories.UnionWith(set._categories);
        }

        for (int i = 0; i < 128; i++)
        {
            joined._ascii[i] = !joined.Holds(new Rune(i));
        }

        return joined;
    }

    /// <summary>Whether a character is in the set.</summary>
    public bool Contains(Rune rune) => rune.IsAscii ? _ascii[rune.Value] : Holds(rune) != _isNegated;

    private static bool TryTakeCategory(ref string rest, [NotNullWhen(true)] out UnicodeCategory[]? categories)
    {
        // Behind \p stands a letter, or a name in braces.
        int end = rest.Length > 2 && rest[2] == '{' ? rest.IndexOf('}', StringComparison.Ordinal) : 2;
        categories = null;
        if (end < 0 || end >= rest.Length || !Categories.TryGetValue(rest[2..(end + 1)].Trim('{', '}'), out categories))
        {
            return false;
        }

        rest = rest[(end + 1)..];
        return true;
    }

    private static bool TryTakeRune(ref string rest, out int value)
    {
        value = 0;
        if (rest.Length == 0 || rest[0] == '[')
        {
            return false;
        }

        bool isEscaped = rest[0] == '\\';
        string from = isEscaped ? rest[1..] : rest;
        if (Rune.DecodeFromUtf16(from, out var rune, out int length) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        rest = from[length..];
        value = isEscaped ? rune.Value switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', _ => rune.Value } : rune.Value;

        // Of the other escapes only those of signs stand for themselves.
        return !isEscaped || value != rune.Value || !Rune.IsLetterOrDigit(rune);
    }

    private bool Holds(Rune rune)
    {
        foreach (var (first, last) in _ranges)
        {
            if (rune.Value >= first && rune.Value <= last)
            {
                return true;
            }
        }

        return _categories.Count > 0 && _categories.Contains(Rune.GetUnicodeCategory(rune));
    }

    private bool TryTakeItem(ref string rest)
    {
        if (rest.StartsWith(@"\p", StringComparison.Ordinal))
        {
            if (!TryTakeCategory(ref rest, out var categories))
            {
                return false;
            }

            _categories.UnionWith(categories);
            return true;
        }

        (int First, int Last)[]? known = rest.Length < 2 || rest[0] != '\\' ? null : rest[1] switch
        {
            'w' => [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
            'd' => [('0', '9')],
            's' => [('\t', '\n'), ('\f', '\r'), (' ', ' ')],
            _ => null,
        };
        if (known is not null)
        {
            _ranges.AddRange(known);
            rest = rest[2..];
            return true;
        }

        if (!TryTakeRune(ref rest, out int first))
        {
            return false;
        }

        int last = first;
        if (rest.Length > 1 && rest[0] == '-')
        {
            rest = rest[1..];
            if (!TryTakeRune(ref rest, out last) || last < first)
            {
                return false;
            }
        }

        _ranges.Add((first, last));
        return true;
    }
}
