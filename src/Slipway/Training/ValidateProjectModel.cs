using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Training;

/// <summary>Checks the spec of a model and its data as training would; writes nothing.</summary>
public static class ValidateProjectModel
{
    /// <summary>Checks.</summary>
    /// <param name="project">The project.</param>
    /// <param name="model">The name of a model of it.</param>
    /// <param name="store">Where a <c>blob:</c> source is.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What the data holds, or every problem that would keep it from being trained on.</returns>
    public static async Task<Result<ProjectModelReport>> HandleAsync(
        Project project, ModelName model, IObjectStore store, CancellationToken cancellationToken)
    {
        var loaded = await ProjectData.LoadAsync(project, model, store, cancellationToken);
        if (!loaded.TryGetValue(out var data))
        {
            return Result<ProjectModelReport>.Failure(loaded.Problems);
        }

        await using var _ = data;
        var (dataset, rows) = data.Prepared;
        var schema = rows.Rows.Schema;
        return new ProjectModelReport(
            model, rows.Rows.RowCount, schema.Features, schema.Classes, [.. dataset.Warnings, .. rows.Warnings]);
    }
}

/// <summary>What validation found in a model's data.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Rows">The usable rows.</param>
/// <param name="Features">The features, with their types as declared or inferred.</param>
/// <param name="Classes">The classes; empty for regression.</param>
/// <param name="Warnings">What is worth knowing.</param>
public sealed record ProjectModelReport(
    ModelName Model, int Rows, IReadOnlyList<FeatureSchema> Features, IReadOnlyList<string> Classes, IReadOnlyList<Problem> Warnings);
