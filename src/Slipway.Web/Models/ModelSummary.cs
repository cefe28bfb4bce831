using Slipway.Learning.Schemas;
using Slipway.Registry;
using Slipway.Serving;

namespace Slipway.Web.Models;

/// <summary>A model in the list of models.</summary>
internal sealed record ModelSummary(
    ModelName Name, LearningTask? Task, int? Champion, IReadOnlyDictionary<string, int> Aliases,
    IReadOnlyDictionary<string, double>? Metrics)
{
    public static ModelSummary Of(CatalogEntry entry) => new(
        entry.Model,
        entry.Champion?.Manifest.Schema.Task,
        entry.Champion?.Manifest.Version,
        entry.Aliases,
        entry.Champion?.Manifest.Metrics);
}
