using Slipway.Datasets;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Projects;
using Slipway.Registry;

namespace Slipway.Training;

/// <summary>Checks the spec of a model and its data as training would; writes nothing.</summary>
public static class ValidateProjectModel
{
    /// <summary>Checks.</summary>
    /// <returns>What the data holds, or every problem that would keep it from being trained on.</returns>
    public static async Task<Result<ProjectModelReport>> HandleAsync(Project project, ModelName model, CancellationToken cancellationToken)
    {
        var loaded = project.LoadModel(model);
        if (!loaded.TryGetValue(out var source))
        {
            return Result<ProjectModelReport>.Failure(loaded.Problems);
        }

        var gathered = await GatheredContent.GatherAsync(SourceFiles.Of(project, source), cancellationToken);
        if (!gathered.TryGetValue(out var content))
        {
            return Result<ProjectModelReport>.Failure(gathered.Problems);
        }

        await using var _ = content;
        var read = DatasetReader.Read(content.Stream, content.Parts, source.Spec, cancellationToken);
        if (!read.TryGetValue(out var dataset))
        {
            return Result<ProjectModelReport>.Failure(read.Problems);
        }

        var built = TrainingDataBuilder.Build(source.Spec, dataset.Table);
        return built.TryGetValue(out var data)
            ? new ProjectModelReport(model, data.Rows.RowCount, data.Rows.Schema.Features, data.Rows.Schema.Classes, [.. dataset.Warnings, .. data.Warnings])
            : Result<ProjectModelReport>.Failure(built.Problems);
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
