namespace Slipway.Registry;

/// <summary>Where a model version comes from.</summary>
/// <param name="RunId">The run that trained it.</param>
/// <param name="DatasetVersion">The SHA-256 of the training data, lower-case hex; of the sample rows for an imported file, empty when there were none.</param>
/// <param name="SpecHash">The SHA-256 of the spec, lower-case hex.</param>
/// <param name="Commit">The Git commit of the project folder, lower-case hex; null outside a repository. Ends in <c>-dirty</c> when files differed from it.</param>
public sealed record Lineage(string RunId, string DatasetVersion, string SpecHash, string? Commit)
{
    /// <summary>The file of other software that the version was registered from; null for a version that was trained here.</summary>
    public ImportedFile? Imported { get; init; }
}
