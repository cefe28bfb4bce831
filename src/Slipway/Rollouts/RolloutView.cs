using Slipway.Serving;

namespace Slipway.Rollouts;

/// <summary>What one look at a rollout saw in this process.</summary>
/// <param name="Counts">The counts of each variant.</param>
/// <param name="StepStart">The same at the start of the step.</param>
/// <param name="Rails">What the rails say.</param>
internal sealed record RolloutView(
    IReadOnlyDictionary<string, ArmCounts> Counts, IReadOnlyDictionary<string, ArmCounts> StepStart, IReadOnlyList<RailReading> Rails)
{
    /// <summary>The first broken rail of a variant that answers; shadows harm nobody.</summary>
    public RailReading? FindBroken(ActiveRollout rollout) =>
        Rails.FirstOrDefault(r => r.IsBroken && rollout.Arms.Any(a => a.Variant == r.Variant));

    /// <summary>The same for the other processes.</summary>
    public RolloutSummary Summarize(ActiveRollout rollout, string instance, DateTimeOffset now) => new(
        instance,
        rollout.State.Step,
        now,
        [.. rollout.Arms.Prepend(rollout.Champion).Concat(rollout.Shadows).Select(arm => Summarize(arm.Variant, arm.Model))],
        Rails);

    private VariantSummary Summarize(string variant, ServedModel model)
    {
        var counts = Counts[variant];
        double? Quantile(double quantile) => LatencyBuckets.Quantile(counts.Latencies, quantile)?.TotalMilliseconds;
        return new VariantSummary(
            variant,
            model.Manifest.Version,
            counts.Requests,
            counts.Rows,
            counts.Exceptions,
            counts.NotFinite,
            counts.Dropped,
            counts.Since(StepStart[variant]).Requests,
            Quantile(0.5),
            Quantile(0.95),
            Quantile(0.99));
    }
}
