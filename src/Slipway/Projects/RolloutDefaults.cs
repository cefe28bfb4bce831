using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>How a new version of the model gets its share of the requests, where a rollout does not say so itself.</summary>
public sealed record RolloutDefaults
{
    /// <summary>The shares of a canary's ramp, in percent, ascending. Default: 5, 25, 50.</summary>
    [Fewest(1)]
    [Range(0.0, 100.0, MinimumIsExclusive = true)]
    [Description("The shares of a canary's ramp, in percent, ascending. After the last one it becomes champion.")]
    public IReadOnlyList<double> Steps { get; init; } = [5, 25, 50];

    /// <summary>How long each step lasts at least. Default: ten minutes.</summary>
    [Description("How long each step lasts at least, such as 10m, 1h or 1d.")]
    public TimeSpan StepTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many requests the canary answers in each step at least, 0 or more. Default: 200.</summary>
    [Range(0, int.MaxValue)]
    [Description("How many requests the canary answers in each step at least.")]
    public int StepRequests { get; init; } = 200;

    /// <summary>What the canary must keep to.</summary>
    [Description("What the canary must keep to; when it is beyond doubt that it does not, it is rolled back.")]
    public GuardRails Rails { get; init; } = new();
}
