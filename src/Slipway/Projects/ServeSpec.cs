using System.ComponentModel;

namespace Slipway.Projects;

/// <summary>How predictions are answered.</summary>
public sealed record ServeSpec
{
    /// <summary>What is written down of predictions.</summary>
    [Description("What is written down of predictions; drift and performance are computed from it.")]
    public PredictionLogSpec Log { get; init; } = new();

    /// <summary>Whether answers say how much each feature contributed. Default: false.</summary>
    [Description("Whether answers say how much each feature contributed.")]
    public bool Explain { get; init; }
}
