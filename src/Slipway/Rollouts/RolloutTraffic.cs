using System.Collections.Frozen;
using Slipway.Learning.Schemas;

namespace Slipway.Rollouts;

/// <summary>What this process has seen of a rollout; lives as long as the rollout, through all of its steps. Thread-safe.</summary>
internal sealed class RolloutTraffic
{
    private const int CounterStride = 16;

    private readonly FrozenDictionary<string, ArmTraffic> _arms;
    private readonly ulong[] _counters = new ulong[Math.Min(Environment.ProcessorCount, 64) * CounterStride];
    private volatile bool _isHalted;

    public RolloutTraffic(string id, ModelSchema schema, IEnumerable<string> variants)
    {
        (Id, Seed) = (id, RoutingHash.Seed(id));
        Grid = new OutputGrid(schema);
        _arms = variants.ToFrozenDictionary(v => v, _ => new ArmTraffic(Grid), StringComparer.Ordinal);
    }

    public string Id { get; }

    public ulong Seed { get; }

    public OutputGrid Grid { get; }

    public IEnumerable<KeyValuePair<string, ArmTraffic>> Arms => _arms;

    /// <summary>Whether the champion answers everything, because a rail broke: at once, before the store knows.</summary>
    public bool IsHalted => _isHalted;

    public ArmTraffic this[string variant] => _arms[variant];

    public void Halt() => _isHalted = true;

    /// <summary>The place of a request that nothing is known of: evenly spread over the scale, without order.</summary>
    public double NextPlace()
    {
        int stripe = Thread.GetCurrentProcessorId() % (_counters.Length / CounterStride);
        ulong number = Interlocked.Increment(ref _counters[stripe * CounterStride]);
        return RoutingHash.Place((number << 8) | (uint)stripe, Seed);
    }
}
