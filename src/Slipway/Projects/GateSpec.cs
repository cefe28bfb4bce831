using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>What a version must satisfy on the held-out test rows to become champion.</summary>
/// <remarks>Default: nothing, so that every version may.</remarks>
public sealed record GateSpec
{
    /// <summary>A bound for each named metric.</summary>
    [Names(NameKind.Metric)]
    [Description("A rule for each metric, such as accuracy: '>= 0.95'.")]
    public IReadOnlyDictionary<string, GateRule> Require { get; init; } = new Dictionary<string, GateRule>();

    /// <summary>How much worse than the champion each named metric may be, in its own units, 0 or more.</summary>
    [Names(NameKind.Metric)]
    [Range(0.0, double.MaxValue)]
    [Description("How much worse than the champion's each metric may be, in its own units, such as logLoss: 0.01.")]
    public IReadOnlyDictionary<string, double> NotWorseThanChampion { get; init; } = new Dictionary<string, double>();
}
