using System.Text.RegularExpressions;

namespace Slipway.Projects.Reading;

/// <summary>Numbers as the core schema of YAML 1.2 writes them in decimals.</summary>
internal static partial class YamlNumbers
{
    public static bool IsNumber(string text) => Decimal().IsMatch(text);

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
