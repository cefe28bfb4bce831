using Slipway.Datasets;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>Asks to train a model on a stored dataset version.</summary>
/// <param name="Spec">What to train.</param>
/// <param name="SpecText">The text of the spec; stored with the run and the version.</param>
/// <param name="SpecHash">The SHA-256 of the spec, lower-case hex.</param>
/// <param name="DatasetVersion">The dataset version to learn from; in the store.</param>
/// <param name="Commit">The Git commit of the project; null outside a repository.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="Threads">How many threads to use, at least 1. The model is the same for any number.</param>
public sealed record TrainModelCommand(
    ModelSpec Spec, string SpecText, string SpecHash, string DatasetVersion, string? Commit, string Actor, int Threads)
{
    /// <summary>The rows of the dataset version, for a caller that has read and checked them already; else they are read from the
    /// store.</summary>
    public PreparedRows? Prepared { get; init; }

    /// <summary>Whether <see cref="Alias"/> is pointed at the new version when the gate lets it pass.</summary>
    public bool Promote { get; init; } = true;

    /// <summary>The alias that is pointed at the new version. Default: <c>champion</c>.</summary>
    public string Alias { get; init; } = "champion";

    /// <summary>What caused the training, where no person or workflow asked for it; null else.</summary>
    public string? Trigger { get; init; }
}

/// <summary>A dataset that was read, and the labelled rows that were made of it.</summary>
/// <param name="Dataset">The dataset as it was read.</param>
/// <param name="Rows">The rows, checked against the spec.</param>
public sealed record PreparedRows(LoadedDataset Dataset, TrainingData Rows);
