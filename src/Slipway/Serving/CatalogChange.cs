using Slipway.Learning.Results;
using Slipway.Registry;

namespace Slipway.Serving;

/// <summary>What a refresh of the catalog did to a model; for the log.</summary>
/// <param name="Model">The model.</param>
/// <param name="From">The version that served before, if any.</param>
/// <param name="To">The version that the registry wants; <see langword="null"/> when the model has no champion any more.</param>
/// <param name="Faults">Why that version does not serve and the former stays; empty when it serves.</param>
public sealed record CatalogChange(ModelName Model, int? From, int? To, IReadOnlyList<Problem> Faults)
{
    /// <summary>What the version that now serves is to redact though it does not know it, so that none of its inputs are logged.</summary>
    public IReadOnlyList<string> UnknownRedactions { get; init; } = [];
}
