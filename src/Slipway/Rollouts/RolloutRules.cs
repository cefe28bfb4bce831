using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Registry;
using static System.FormattableString;

namespace Slipway.Rollouts;

/// <summary>What a spec must satisfy in itself, before any version is looked at.</summary>
internal static class RolloutRules
{
    private const int MaxSteps = 20;
    private const int MaxArms = 10;
    private const int MaxShadows = 4;
    private const double MaxStepSeconds = 366 * 24 * 3600.0;

    private static readonly string[] Reserved =
    [
        RolloutSpec.ChampionVariant, RolloutSpec.CanaryVariant, RolloutSpec.ShadowVariant, RolloutSpec.FallbackVariant,
    ];

    /// <summary>Every problem of a spec whose defaults are filled in.</summary>
    public static List<Problem> Check(RolloutSpec spec, int champion)
    {
        var problems = new List<Problem>();
        CheckStrategy(spec, problems);
        CheckSteps(spec.Strategy == RolloutStrategy.Canary ? spec.Steps ?? [] : [], problems);
        if (spec.Strategy == RolloutStrategy.Ab)
        {
            CheckArms(spec.Arms ?? [], problems);
        }

        CheckShadows(spec.Shadows ?? [], problems);
        CheckRails(spec.Rails!, problems);
        if (spec.Versions.Contains(champion))
        {
            problems.Add(new("rollout.isChampion", $"Version {champion} is the champion already. Name the version to try."));
        }

        return problems;
    }

    private static void CheckStrategy(RolloutSpec spec, List<Problem> problems)
    {
        bool isCanary = spec.Strategy == RolloutStrategy.Canary;
        if (isCanary && spec.Version is null)
        {
            problems.Add(new("rollout.versionMissing", "A canary has no 'version'. Name the version to try."));
        }
        else if (!isCanary && spec.Version is not null)
        {
            problems.Add(new("rollout.contradiction", "'version' is for canaries. Name the versions in 'arms' or 'shadows'."));
        }

        if (!isCanary && spec.Steps is not null)
        {
            problems.Add(new("rollout.contradiction", "'steps' are for canaries; other strategies have fixed shares. Remove them."));
        }

        if (spec.Strategy != RolloutStrategy.Ab && spec.Arms is not null)
        {
            problems.Add(new("rollout.contradiction", "'arms' are for the strategy 'ab'. Remove them, or change the strategy."));
        }

        if (spec.Strategy == RolloutStrategy.Shadow && spec.Shadows is not { Count: > 0 })
        {
            problems.Add(new("rollout.versionMissing", "A shadow rollout has no 'shadows'. Name the versions to ask beside the champion."));
        }
    }

    private static void CheckSteps(IReadOnlyList<RolloutStep> steps, List<Problem> problems)
    {
        if (steps.Count > MaxSteps)
        {
            problems.Add(new("rollout.steps", $"The ramp has {steps.Count} steps; at most {MaxSteps} are allowed. Leave some out."));
        }

        for (int i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (!(step.Percent > 0 && step.Percent <= 100) || (i > 0 && step.Percent <= steps[i - 1].Percent))
            {
                problems.Add(new(
                    "rollout.steps", Invariant($"steps[{i}].percent is {step.Percent}; write shares above 0 up to 100 that grow from step to step.")));
            }

            if (!(step.MinSeconds >= 0 && step.MinSeconds <= MaxStepSeconds))
            {
                problems.Add(new(
                    "rollout.steps", Invariant($"steps[{i}].minSeconds is {step.MinSeconds}; write seconds from 0 to {MaxStepSeconds}.")));
            }

            if (step.MinRequests < 0)
            {
                problems.Add(new("rollout.steps", Invariant($"steps[{i}].minRequests is {step.MinRequests}; write 0 or more.")));
            }
        }
    }

    private static void CheckArms(IReadOnlyList<RolloutArm> arms, List<Problem> problems)
    {
        if (arms.Count is 0 or > MaxArms)
        {
            problems.Add(new("rollout.arms", $"An A/B test has 1 to {MaxArms} 'arms' beside the champion, not {arms.Count}."));
        }

        foreach (var arm in arms)
        {
            if (!AliasName.IsValid(arm.Name) || Reserved.Contains(arm.Name) || arms.Count(a => a.Name == arm.Name) > 1)
            {
                problems.Add(new(
                    "rollout.arms", $"'{arm.Name}' cannot be the name of an arm: that is {AliasName.Rule}, unlike the others and none of {string.Join(", ", Reserved)}."));
            }

            if (!(arm.Percent > 0 && arm.Percent <= 100))
            {
                problems.Add(new("rollout.arms", Invariant($"Arm '{arm.Name}' has a share of {arm.Percent} percent; write one above 0 up to 100.")));
            }
        }

        // A little more than 100, so that thirds may be written with a few digits.
        if (arms.Sum(a => a.Percent) > 100.000001)
        {
            problems.Add(new("rollout.arms", Invariant($"The arms have {arms.Sum(a => a.Percent)} percent together; the champion gets what 100 leaves.")));
        }
    }

    private static void CheckShadows(IReadOnlyList<int> shadows, List<Problem> problems)
    {
        if (shadows.Count > MaxShadows || shadows.Distinct().Count() != shadows.Count)
        {
            problems.Add(new("rollout.shadows", $"There are at most {MaxShadows} 'shadows', each once; these are {string.Join(", ", shadows)}."));
        }
    }

    private static void CheckRails(GuardRails rails, List<Problem> problems)
    {
        void Check(string name, double? value, bool isValid, string rule)
        {
            if (value is not null && !isValid)
            {
                problems.Add(new("rollout.rails", Invariant($"rails.{name} is {value}; write {rule}, or null to leave it unwatched.")));
            }
        }

        Check("errorRate", rails.ErrorRate, rails.ErrorRate is > 0 and <= 0.5, "a share above 0 up to 0.5");
        Check("latencyRatio", rails.LatencyRatio, rails.LatencyRatio is >= 1 and <= 1e6, "a ratio from 1");
        Check("latencySlackMs", rails.LatencySlackMs, rails.LatencySlackMs is >= 0 and <= 1e6, "milliseconds from 0");
        Check("outputShift", rails.OutputShift, rails.OutputShift is > 0 and < 1, "a difference above 0 and below 1");
        Check("lossIncrease", rails.LossIncrease, rails.LossIncrease is >= 0 and <= 1e6, "a share from 0");
    }
}
