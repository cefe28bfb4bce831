using System.Text.RegularExpressions;

namespace Slipway.Registry;

/// <summary>The names that aliases can have. None of them reads as the number of a version.</summary>
internal static partial class AliasName
{
    public const string Rule = "a lower-case letter followed by up to 62 lower-case letters, digits or hyphens";

    public static bool IsValid(string? text) => text is not null && Pattern().IsMatch(text);

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
