using System.Text.RegularExpressions;

namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Workflows and scripts that read outputs: each of them is written by a file that is deployed by itself.</summary>
internal static partial class OutputReaderRules
{
    public const string Unwritten = "unwritten-output";

    public static IEnumerable<Finding> Check(BicepFolder folder, string reader, string text)
    {
        var written = folder.Files.Values.Where(file => file.IsEntry)
            .SelectMany(file => file.Of(BicepKind.Output))
            .Select(output => output.Name)
            .ToHashSet(StringComparer.Ordinal);
        return text.Split('\n').SelectMany((line, index) => Read().Matches(line)
            .Where(name => !written.Contains(name.Groups[1].Value))
            .Select(name => new Finding(reader, index + 1, Unwritten, $"No file writes the output '{name.Groups[1].Value}'.")));
    }

    [GeneratedRegex(@"\boutputs\.([A-Z][A-Z0-9_]+)\b")]
    private static partial Regex Read();
}
