namespace Slipway.Learning.Drift.Tests;

/// <summary>The total variation distance of the bins.</summary>
internal sealed class TotalVariationTest : DriftTest
{
    public override string Name => "totalVariation";

    public override string Title => "Total variation distance";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.All;

    public override DriftWhen Direction => DriftWhen.ScoreAtLeast;

    public override double DefaultThreshold => 0.1;

    public override double Score(DriftPair pair) => Distances.TotalVariation(pair.ToBins());
}
