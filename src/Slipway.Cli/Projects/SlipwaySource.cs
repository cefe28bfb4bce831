using System.Text.RegularExpressions;

namespace Slipway.Cli.Projects;

/// <summary>Where on GitHub the workflows are that those of a project call.</summary>
/// <param name="Repository">The repository, as owner/name.</param>
/// <param name="Ref">The branch, tag or commit.</param>
internal sealed partial record SlipwaySource(string Repository, string Ref)
{
    /// <summary>What stands in the templates.</summary>
    public static SlipwaySource InTemplates { get; } = new("OWNER/slipway", "main");

    /// <summary>Reads <c>owner/name</c> or <c>owner/name@ref</c>.</summary>
    /// <returns>The source; null where the text is neither.</returns>
    public static SlipwaySource? Parse(string text)
    {
        var match = Rule().Match(text);
        return match.Success
            ? new SlipwaySource(match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value : InTemplates.Ref)
            : null;
    }

    /// <summary>A workflow of the templates that calls this source.</summary>
    public string WriteInto(string workflow) => workflow
        .Replace($".yml@{InTemplates.Ref}\n", $".yml@{Ref}\n", StringComparison.Ordinal)
        .Replace($"slipway-ref: '{InTemplates.Ref}'", $"slipway-ref: '{Ref}'", StringComparison.Ordinal)
        .Replace(InTemplates.Repository, Repository, StringComparison.Ordinal);

    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100})(?:@([A-Za-z0-9][A-Za-z0-9._/-]{0,199}))?\z")]
    private static partial Regex Rule();
}
