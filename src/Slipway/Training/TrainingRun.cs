using Slipway.Learning.Calibrating;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Results;
using Slipway.Learning.Search;
using Slipway.Registry;

namespace Slipway.Training;

/// <summary>One attempt to train a model: what went in, what was tried, what came out. The document of a run.</summary>
public sealed record TrainingRun
{
    /// <summary>The layout of this document; readers refuse a later one.</summary>
    public int FormatVersion { get; set; } = 1;

    /// <summary>The identity of the run: the UTC time of its start and random letters, so that ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>The model that was trained.</summary>
    public required ModelName Model { get; init; }

    /// <summary>How far it has come.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Who started it.</summary>
    public required string Actor { get; init; }

    /// <summary>What caused it, where no person or workflow asked for it: such as <c>drift</c>; null else.</summary>
    public string? Trigger { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, in seconds; null while it runs.</summary>
    public double? DurationInSeconds { get; init; }

    /// <summary>Where everything comes from: dataset version, spec hash, commit.</summary>
    public required Lineage Lineage { get; init; }

    /// <summary>The seed of the split, the search and the learners.</summary>
    public required int Seed { get; init; }

    /// <summary>The metric that the search went by.</summary>
    public required string SearchMetric { get; init; }

    /// <summary>How many rows there were and where they went; null until the data was read.</summary>
    public RunRows? Rows { get; init; }

    /// <summary>The folds that each trial was tested on; null before the search ended.</summary>
    public int? Folds { get; init; }

    /// <summary>Every trial of the search, in order.</summary>
    public IReadOnlyList<Trial> Trials { get; set; } = [];

    /// <summary>Whether the time limit ended the search before all of its trials.</summary>
    public bool EndedByTime { get; init; }

    /// <summary>The trial that won; null before the search ended.</summary>
    public Trial? Best { get; init; }

    /// <summary>The trials that the model averages and their weights; null where it is the best trial alone.</summary>
    public IReadOnlyDictionary<string, double>? Ensemble { get; init; }

    /// <summary>How its probabilities are calibrated; null where they are not.</summary>
    public CalibrationMethod? Calibration { get; init; }

    /// <summary>The evaluation of the final model on the held-out rows; null when there is no model.</summary>
    public ModelEvaluation? Evaluation { get; init; }

    /// <summary>How much each feature contributed, summing to 1, by name.</summary>
    public IReadOnlyDictionary<string, double> FeatureImportance { get; set; } = new Dictionary<string, double>();

    /// <summary>
    /// By feature name, how much worse the search metric is on the held-out rows when the values of the feature are dealt to other rows.
    /// </summary>
    public IReadOnlyDictionary<string, double> PermutationImportance { get; set; } = new Dictionary<string, double>();

    /// <summary>The champion at that time, to compare with; null when there was none, or no model.</summary>
    public ChampionComparison? Champion { get; init; }

    /// <summary>The conditions of the gate and what became of them.</summary>
    public IReadOnlyList<GateLine> Gate { get; set; } = [];

    /// <summary>The version that was registered; null when none was.</summary>
    public int? Version { get; init; }

    /// <summary>What is worth knowing but did not stop the training.</summary>
    public IReadOnlyList<Problem> Warnings { get; set; } = [];

    /// <summary>Why the run failed; empty when it did not.</summary>
    public IReadOnlyList<Problem> Problems { get; set; } = [];

    /// <summary>The SHA-256 of the model file, lower-case hex; null when there is no model.</summary>
    public string? OnnxSha256 { get; init; }

    /// <summary>What it ran on.</summary>
    public required RunEnvironment Environment { get; init; }
}

/// <summary>How many rows a run had and where they went.</summary>
/// <param name="Malformed">Rows of the dataset that could not be read and were left out.</param>
/// <param name="Train">Rows that the model learnt from.</param>
/// <param name="Test">Held-out rows that it was evaluated on.</param>
public sealed record RunRows(long Malformed, int Train, int Test)
{
    /// <summary>All rows of the dataset, also those without a label.</summary>
    public long Total { get; init; }
}
