using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Slipway.Projects;

/// <summary>When the model is trained again. By default never: what changes production by itself is asked for by name.</summary>
public sealed record RetrainSpec
{
    /// <summary>When it is trained by the clock, UTC. Default: never.</summary>
    [Description("When it is trained by the clock: NCRONTAB with six fields (second first), UTC, such as '0 0 3 * * 1'.")]
    public CronSchedule? Schedule { get; init; }

    /// <summary>The events that train it. Default: none.</summary>
    [Description("The events that train it: drift, performanceDrop, newData.")]
    public IReadOnlyList<RetrainTrigger> On { get; init; } = [];

    /// <summary>It is trained only when at least so many labelled rows are new, 0 or more. Default: 100.</summary>
    [Range(0, int.MaxValue)]
    [Description("It is trained only when at least so many labelled rows are new.")]
    public int MinNewRows { get; init; } = 100;

    /// <summary>What becomes of a retrained version that passed the gate. Default: it becomes the champion.</summary>
    [Description("What becomes of a retrained version that passed the gate: champion (it answers), canary (it gets a growing share first) or challenger (a person decides).")]
    public RetrainPromotion Promote { get; init; } = RetrainPromotion.Champion;

    /// <summary>The least time from one retraining to the next, so that an alarm that stays on cannot retrain in a loop. Default: one
    /// day.</summary>
    [Description("The least time from one retraining to the next, such as 1d, 12h or 30m.")]
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromDays(1);
}
