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
}
