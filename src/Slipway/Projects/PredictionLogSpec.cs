using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Slipway.Projects;

/// <summary>What is written down of predictions.</summary>
public sealed record PredictionLogSpec
{
    /// <summary>Whether the features are logged too, not only the prediction. Default: true.</summary>
    [Description("Whether the features are logged too, not only the prediction.")]
    public bool Inputs { get; init; } = true;

    /// <summary>The share of predictions that is logged, 0 to 1. Default: 1.</summary>
    [Range(0.0, 1.0)]
    [Description("The share of predictions that is logged.")]
    public double SampleRate { get; init; } = 1;

    /// <summary>The features whose values are never logged. Default: none.</summary>
    [Description("The names of features whose values are never logged, such as those that identify a person.")]
    public IReadOnlyList<string> Redact { get; init; } = [];

    /// <summary>When a prediction is answered: before or after its record is stored. Default: before, <see cref="LogDurability.Buffered"/>.</summary>
    [Description("buffered: records are stored within a second. confirmed: a prediction is answered only after its record is stored.")]
    public LogDurability Durability { get; init; }
}
