using YamlDotNet.Core;

namespace Slipway.Projects.Reading;

/// <summary>Words for files that are no YAML.</summary>
internal static class YamlSyntax
{
    /// <summary>The first character that YAML does not allow in a file, reported; the parser would take some for the end of the file.</summary>
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

    public static string Explain(string text, YamlException exception)
    {
        string line = text.Split('\n').ElementAtOrDefault((int)Math.Max(0, exception.Start.Line - 1)) ?? "";
        string indent = line[..^line.TrimStart().Length];
        if (indent.Contains('\t'))
        {
            return "The line is indented with a tab, but YAML allows only spaces; replace each tab with two spaces.";
        }

        string reason = exception.Message.TrimEnd('.', ' ');
        return $"This is not valid YAML: {char.ToLowerInvariant(reason[0])}{reason[1..]}. Check the indent of the line and the line above, close every "
            + "bracket and quote, and put text with any of : # > * & % @ in quotes, such as \">= 0.95\".";
    }
}
