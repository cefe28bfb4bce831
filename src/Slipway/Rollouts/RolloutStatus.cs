namespace Slipway.Rollouts;

/// <summary>What is seen of a rollout, over all servers; some seconds old.</summary>
/// <param name="Servers">The processes that have seen it.</param>
/// <param name="UpdatedAt">When the last of them told, UTC; <see langword="null"/> when none has.</param>
/// <param name="Shares">The share of the answered requests that each variant got since the start, 0 to 1; shadows not counted.</param>
/// <param name="Variants">The counts of the variants.</param>
/// <param name="Rails">The rails, of each the worst that a process says: a broken one, else that of most requests.</param>
public sealed record RolloutStatus(
    int Servers,
    DateTimeOffset? UpdatedAt,
    IReadOnlyDictionary<string, double> Shares,
    IReadOnlyList<VariantSummary> Variants,
    IReadOnlyList<RailReading> Rails)
{
    /// <summary>Brings together what the processes say.</summary>
    public static RolloutStatus Of(Rollout rollout, IReadOnlyList<RolloutSummary> summaries)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        ArgumentNullException.ThrowIfNull(summaries);
        var variants = summaries
            .SelectMany(s => s.Variants.Select(v => s.Step == rollout.Step ? v : v with { StepRequests = 0 }))
            .GroupBy(v => v.Variant, StringComparer.Ordinal)
            .Select(Add)
            .ToList();
        var answering = variants.Where(v => !v.Variant.StartsWith(RolloutSpec.ShadowVariant + "-", StringComparison.Ordinal)).ToList();
        double total = answering.Sum(v => v.Requests);
        return new RolloutStatus(
            summaries.Count(s => s.Variants.Count > 0),
            summaries.Count == 0 ? null : summaries.Max(s => s.UpdatedAt),
            answering.ToDictionary(v => v.Variant, v => total == 0 ? 0 : v.Requests / total, StringComparer.Ordinal),
            variants,
            [.. summaries.SelectMany(s => s.Rails).GroupBy(r => (r.Variant, r.Rail))
                .Select(g => g.OrderByDescending(r => r.IsBroken).ThenByDescending(r => r.Requests).First())]);
    }

    /// <summary>The requests of the present step that a variant was asked.</summary>
    internal long StepRequests(string variant) => Variants.FirstOrDefault(v => v.Variant == variant)?.StepRequests ?? 0;

    private static VariantSummary Add(IEnumerable<VariantSummary> same)
    {
        var all = same.ToList();
        return all.MaxBy(v => v.Requests)! with
        {
            Requests = all.Sum(v => v.Requests),
            Rows = all.Sum(v => v.Rows),
            Exceptions = all.Sum(v => v.Exceptions),
            NotFinite = all.Sum(v => v.NotFinite),
            Dropped = all.Sum(v => v.Dropped),
            StepRequests = all.Sum(v => v.StepRequests),
        };
    }
}
