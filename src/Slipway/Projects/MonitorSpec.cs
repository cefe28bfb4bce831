using System.ComponentModel;

namespace Slipway.Projects;

/// <summary>What is watched in production.</summary>
public sealed record MonitorSpec
{
    /// <summary>How drift of the features is found.</summary>
    [Description("How drift of the features is found.")]
    public DriftSpec Drift { get; init; } = new();

    /// <summary>How a drop of the model's performance is found.</summary>
    [Description("How a drop of the model's performance is found.")]
    public PerformanceSpec Performance { get; init; } = new();
}
