using Slipway.Datasets;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Training;

/// <summary>Trains a model of a project folder: checks its data, stores it as a dataset version, notes the Git commit, trains.</summary>
public sealed class TrainProjectModel(IObjectStore store, DatasetStore datasets, TrainModel trainer)
{
    /// <summary>Trains.</summary>
    /// <param name="project">The project.</param>
    /// <param name="model">The name of a model of it.</param>
    /// <param name="options">What the caller decides.</param>
    /// <param name="progress">Hears how far it has come; may be null.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <returns>
    /// The finished run, also a failed or refused one; or the problems of the spec or its data, and then nothing was written.
    /// </returns>
    public async Task<Result<TrainingRun>> HandleAsync(
        Project project,
        ModelName model,
        TrainProjectOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var loaded = await ProjectData.LoadAsync(project, model, store, cancellationToken);
        if (!loaded.TryGetValue(out var data))
        {
            return Result<TrainingRun>.Failure(loaded.Problems);
        }

        await using var _ = data;
        var dataset = await datasets.ImportAsync(data.Content, cancellationToken);
        string? commit = await GitCommit.FindAsync(project.Folder, cancellationToken);
        var command = new TrainModelCommand(
            data.Source.Spec, data.Source.SpecText, data.Source.SpecHash, dataset.Version, commit, options.Actor, options.Threads)
        {
            Prepared = data.Prepared,
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
