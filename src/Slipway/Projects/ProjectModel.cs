using Slipway.Learning.Results;

namespace Slipway.Projects;

/// <summary>A model of a project: its spec and the files that it trains on, as they were when it was loaded.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="SpecText">The content of <c>model.yaml</c>.</param>
/// <param name="DataFiles">
/// The absolute paths of the files that <see cref="DataSpec.Source"/> names, in ordinal order; none for a source in the store.
/// </param>
public sealed record ProjectModel(ModelSpec Spec, string SpecText, IReadOnlyList<string> DataFiles)
{
    /// <summary>The columns that the spec names where its reader cannot tell whether the data has them, with the keys and places.</summary>
    internal IReadOnlyList<(string Key, string Column, FileLocation Location)> NamedColumns { get; init; } = [];

    /// <summary>The name of the content of the spec; see <see cref="Projects.SpecHash"/>.</summary>
    public string SpecHash { get; } = Projects.SpecHash.Compute(SpecText);
}
