using System.Text.RegularExpressions;

namespace Slipway.Projects.Reading;

/// <summary>The trainers that a spec may name.</summary>
internal static partial class TrainerNames
{
    public const string MlNetPattern = "^mlnet/[a-z][a-z0-9-]*$";

    public static IReadOnlyList<string> BuiltIn { get; } = ["gbdt", "linear", "forest"];

    public static bool IsKnown(string name) => BuiltIn.Contains(name) || MlNet().IsMatch(name);

    [GeneratedRegex(MlNetPattern, RegexOptions.CultureInvariant)]
    private static partial Regex MlNet();
}
