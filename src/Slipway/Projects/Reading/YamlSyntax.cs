using YamlDotNet.Core;

namespace Slipway.Projects.Reading;

/// <summary>Words for files that are no YAML.</summary>
internal static class YamlSyntax
{
    /// <summary>The first character that YAML does not allow in a file, reported; the parser takes NUL for the end of the file.</summary>
    public static bool RefuseControlCharacters(string text, SpecProblems problems)
    {
        (long line, int column) = (1, 1);
        foreach (char c in text)
        {
            if (c == '\n')
            {
                (line, column) = (line + 1, 1);
                continue;
            }

            if (char.IsControl(c) && c is not ('\t' or '\r' or '\u0085'))
            {
                problems.Add(
                    SpecCodes.Syntax, line, column,
                    $"The control character U+{(int)c:X4} is not allowed in YAML; remove it, or save the file as plain UTF-8 text.");
                return true;
            }

            column++;
        }

        return false;
    }

    /// <summary>Reports why the parser stopped.</summary>
    public static void Report(string text, Mark place, string reason, SpecProblems problems)
    {
        long line = Math.Max(1, place.Line);
        if (FindIndentByTab(text.Split('\n'), line) is { } tab)
        {
            problems.Add(
                SpecCodes.Syntax, tab.LineNumber, tab.ColumnNumber,
                "The line is indented with a tab, but YAML allows only spaces; replace each tab with two spaces.");
            return;
        }

        reason = reason.TrimEnd('.', ' ');
        problems.Add(
            SpecCodes.Syntax, line, (int)Math.Max(1, place.Column),
            $"This is not valid YAML: {char.ToLowerInvariant(reason[0])}{reason[1..]}. Check the indent of the line and the line "
            + "above, close every bracket and quote, and put text with any of : # > * & % @ in quotes, such as \">= 0.95\".");
    }

    // The parser takes the tab for a part of the value above, and complains there.
    private static (long LineNumber, int ColumnNumber)? FindIndentByTab(string[] lines, long lineNumber)
    {
        for (long index = lineNumber - 1; index < Math.Min(lines.Length, lineNumber + 1); index++)
        {
            string line = lines[index];
            int tab = line.AsSpan(0, line.Length - line.TrimStart().Length).IndexOf('\t');
            if (tab >= 0)
            {
                return (index + 1, tab + 1);
            }
        }

        return null;
    }
}
