using Slipway.Datasets;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Registry;

namespace Slipway.Training;

/// <summary>Trains a model of a project folder: stores its data as a dataset version, notes the Git commit, trains.</summary>
public sealed class TrainProjectModel(DatasetStore datasets, TrainModel trainer)
{
    /// <summary>Trains.</summary>
    /// <param name="project">The project.</param>
    /// <param name="model">The name of a model of it.</param>
    /// <param name="options">What the caller decides.</param>
    /// <param name="progress">Hears how far it has come; may be null.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <returns>The finished run, also a failed or refused one; or the problems of the spec or its files, and then there is no run.</returns>
    public async Task<Result<TrainingRun>> HandleAsync(
        Project project,
        ModelName model,
        TrainProjectOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var loaded = project.LoadModel(model);
        if (!loaded.TryGetValue(out var source))
        {
            return Result<TrainingRun>.Failure(loaded.Problems);
        }

        var imported = await datasets.ImportAsync(SourceFiles.Of(project, source), cancellationToken);
        if (!imported.TryGetValue(out var dataset))
        {
            return Result<TrainingRun>.Failure(imported.Problems);
        }

        string? commit = await GitCommit.FindAsync(project.Folder, cancellationToken);
        var command = new TrainModelCommand(
            source.Spec, source.SpecText, source.SpecHash, dataset.Version, commit, options.Actor, options.Threads)
        {
            Promote = options.Promote,
        };
        return await trainer.HandleAsync(command, progress, cancellationToken);
    }
}

/// <summary>What the caller of <see cref="TrainProjectModel"/> decides.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Threads">How many threads to use, at least 1.</param>
/// <param name="Promote">Whether a version that passes the gate becomes champion.</param>
public sealed record TrainProjectOptions(string Actor, int Threads, bool Promote = true);
