namespace Slipway.Rollouts;

/// <summary>
/// Looks at the counters of one rollout in this process, again and again: since its step began, where small differences add up, and over
/// short windows, where a version that was good for long and turned bad shows at once. For one thread.
/// </summary>
internal sealed class RolloutWatch(TimeProvider time)
{
    /// <summary>How long a window lasts at least.</summary>
    public static readonly TimeSpan WindowLength = TimeSpan.FromSeconds(5);

    // A window of fewer requests goes on.
    private const int MinWindowRequests = 100;

    private readonly Dictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ArmCounts> _stepStart = new(StringComparer.Ordinal);
    private int _step = -1;

    /// <summary>What the rails say, of each the more alarming of both spans; and the counts.</summary>
    public RolloutView Look(ActiveRollout rollout)
    {
        rollout.Traffic.Grid.TryComplete();
        var counts = rollout.Traffic.Arms.ToDictionary(a => a.Key, a => a.Value.Read(), StringComparer.Ordinal);
        if (_step != rollout.State.Step)
        {
            _step = rollout.State.Step;
            foreach (var (variant, count) in counts)
            {
                _stepStart[variant] = count;
            }
        }

        var champion = counts[RolloutSpec.ChampionVariant];
        var readings = new List<RailReading>();
        foreach (var arm in rollout.Arms.Concat(rollout.Shadows))
        {
            readings.AddRange(Read(rollout, arm, champion, counts[arm.Variant]));
        }

        return new RolloutView(counts, _stepStart, readings);
    }

    private IEnumerable<RailReading> Read(ActiveRollout rollout, ServedArm arm, ArmCounts champion, ArmCounts tried)
    {
        var (rails, grid, variant) = (rollout.State.Spec.Rails!, rollout.Traffic.Grid, arm.Variant);
        if (!_windows.TryGetValue(variant, out var window))
        {
            _windows[variant] = window = new Window(time.GetTimestamp(), champion, tried);
        }

        var inWindow = tried.Since(window.Tried);
        var recent = RailChecks.Read(rails, grid, variant, champion.Since(window.Champion), inWindow, RailChecks.WindowAlpha)
            .Where(r => r.IsBroken).ToDictionary(r => r.Rail);
        if (inWindow.Requests >= MinWindowRequests && time.GetElapsedTime(window.Start) >= WindowLength)
        {
            _windows[variant] = new Window(time.GetTimestamp(), champion, tried);
        }

        var sinceStep = RailChecks.Read(
            rails, grid, variant, champion.Since(_stepStart[RolloutSpec.ChampionVariant]), tried.Since(_stepStart[variant]), RailChecks.StepAlpha);
        return [.. sinceStep.Select(r => !r.IsBroken && recent.TryGetValue(r.Rail, out var broken) ? broken : r)];
    }

    private sealed record Window(long Start, ArmCounts Champion, ArmCounts Tried);
}
