using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Rollouts;

/// <summary>A running rollout with its versions loaded: who answers which request. Immutable but for its counters; thread-safe.</summary>
internal sealed class ActiveRollout
{
    private readonly double[] _shareEnds;

    /// <summary>Makes it.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="champion">The champion.</param>
    /// <param name="versions">The versions that are tried.</param>
    /// <param name="traffic">What was seen of it before; <see langword="null"/> for a new one.</param>
    public ActiveRollout(Rollout rollout, ServedModel champion, IReadOnlyDictionary<int, ServedModel> versions, RolloutTraffic? traffic)
    {
        State = rollout;
        var shadows = (rollout.Spec.Shadows ?? []).Select(v => (Variant: ShadowName(v), Version: v)).ToList();
        Traffic = traffic ?? new RolloutTraffic(
            rollout.Id,
            champion.Manifest.Schema,
            [RolloutSpec.ChampionVariant, .. rollout.Arms.Select(a => a.Name), .. shadows.Select(s => s.Variant)]);
        Champion = new ServedArm(this, RolloutSpec.ChampionVariant, champion, champion, Traffic[RolloutSpec.ChampionVariant]);
        Arms = [.. rollout.Arms.Select(a => new ServedArm(this, a.Name, versions[a.Version], champion, Traffic[a.Name]))];
        Shadows = [.. shadows.Select(s => new ServedArm(this, s.Variant, versions[s.Version], champion, Traffic[s.Variant]))];
        _shareEnds = new double[Arms.Length];
        double end = 0;
        for (int i = 0; i < Arms.Length; i++)
        {
            _shareEnds[i] = end += rollout.Arms[i].Percent / 100;
        }

        KeyFeature = rollout.Spec.KeyFeature is null
            ? -1
            : champion.Manifest.Schema.Features.Select(f => f.Name).ToList().IndexOf(rollout.Spec.KeyFeature);
    }

    public Rollout State { get; }

    public RolloutTraffic Traffic { get; }

    public ServedArm Champion { get; }

    /// <summary>The versions that answer beside the champion.</summary>
    public ServedArm[] Arms { get; }

    /// <summary>The versions that are only asked.</summary>
    public ServedArm[] Shadows { get; }

    /// <summary>The champion's feature that is the key, 0-based; below 0 when the header is.</summary>
    public int KeyFeature { get; }

    /// <summary>What the counters of a shadow version go by.</summary>
    public static string ShadowName(int version) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{RolloutSpec.ShadowVariant}-{version}");

    /// <summary>Who reads a request, and answers it unless the rows say otherwise (<see cref="ChooseByRow"/>).</summary>
    public ServedArm Choose(RoutingKey key)
    {
        if (Arms.Length == 0 || KeyFeature >= 0)
        {
            return Champion;
        }

        return At(string.IsNullOrEmpty(key.Text) ? Traffic.NextPlace() : RoutingHash.Place(key.Text, Traffic.Seed));
    }

    /// <summary>Who answers rows that the champion has read, where a feature is the key: by its value in the first row.</summary>
    public ServedArm ChooseByRow(FeatureBatch batch)
    {
        if (KeyFeature < 0 || Arms.Length == 0 || batch.RowCount == 0)
        {
            return Champion;
        }

        return At(batch.Schema.Features[KeyFeature].Type switch
        {
            ColumnType.Number or ColumnType.Boolean =>
                RoutingHash.Place(BitConverter.SingleToUInt32Bits(batch.Numbers(KeyFeature)[0]), Traffic.Seed),
            ColumnType.Timestamp => RoutingHash.Place((ulong)batch.Ticks(KeyFeature)[0], Traffic.Seed),
            _ => RoutingHash.Place(batch.Words(KeyFeature)[0], Traffic.Seed),
        });
    }

    private ServedArm At(double place)
    {
        if (!Traffic.IsHalted)
        {
            for (int i = 0; i < _shareEnds.Length; i++)
            {
                if (place < _shareEnds[i])
                {
                    return Arms[i];
                }
            }
        }

        return Champion;
    }
}
