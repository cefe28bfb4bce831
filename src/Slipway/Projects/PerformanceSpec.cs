using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>How a drop of the model's performance is found.</summary>
public sealed record PerformanceSpec
{
    /// <summary>What is watched. Default: null, which is what <see cref="ModelSpec.PerformanceMetric"/> says.</summary>
    [Names(NameKind.Metric)]
    [Description("What is watched. Where it is not said: accuracy for classification, r2 for regression.")]
    public string? Metric { get; init; }

    /// <summary>How much worse than on the test rows the metric may become, in its own units, 0 or more. Default: 0.05.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("How much worse than on the test rows the metric may become, in its own units.")]
    public double MaxDrop { get; init; } = 0.05;
}
