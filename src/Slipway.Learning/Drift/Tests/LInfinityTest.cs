namespace Slipway.Learning.Drift.Tests;

/// <summary>The largest difference of the shares of a bin.</summary>
internal sealed class LInfinityTest : DriftTest
{
    public override string Name => "lInfinity";

    public override string Title => "L-infinity distance";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.All;

    public override DriftWhen Direction => DriftWhen.ScoreAtLeast;

    public override double DefaultThreshold => 0.1;

    public override double Score(DriftPair pair) => Distances.LInfinity(pair.ToBins());
}
