using System.Text.RegularExpressions;

namespace Slipway.Projects.Reading;

/// <summary>The trainers that a spec may name.</summary>
internal static partial class TrainerNames
{
    private const string MlNetName = "mlnet/[a-z][a-z0-9-]*";

    public const string MlNetPattern = $"^{MlNetName}$";

    public static IReadOnlyList<string> BuiltIn { get; } = ["gbdt", "linear", "forest", "discriminant", "mlp"];

    public static bool IsKnown(string name) => BuiltIn.Contains(name) || MlNet().IsMatch(name);

    [GeneratedRegex($@"\A{MlNetName}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MlNet();
}
