namespace Slipway.Learning.Drift.Tests;

/// <summary>The Jensen-Shannon distance (natural logarithm) of the bins.</summary>
internal sealed class JensenShannonTest : DriftTest
{
    public override string Name => "jensenShannon";

    public override string Title => "Jensen-Shannon distance";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.All;

    public override DriftWhen Direction => DriftWhen.ScoreAtLeast;

    public override double DefaultThreshold => 0.1;

    public override double Score(DriftPair pair) => Distances.JensenShannon(pair.ToBins());
}
