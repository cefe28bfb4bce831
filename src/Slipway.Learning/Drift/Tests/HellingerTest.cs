namespace Slipway.Learning.Drift.Tests;

/// <summary>The Hellinger distance of the bins.</summary>
internal sealed class HellingerTest : DriftTest
{
    public override string Name => "hellinger";

    public override string Title => "Hellinger distance";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.All;

    public override DriftWhen Direction => DriftWhen.ScoreAtLeast;

    public override double DefaultThreshold => 0.1;

    public override double Score(DriftPair pair) => Distances.Hellinger(pair.ToBins());
}
