namespace Slipway.Learning.Drift.Tests;

/// <summary>The first Wasserstein distance in standard deviations of the reference, these not below 0.001.</summary>
internal sealed class WassersteinTest : DriftTest
{
    public override string Name => "wasserstein";

    public override string Title => "Wasserstein distance (normed)";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.Numbers;

    public override DriftWhen Direction => DriftWhen.ScoreAtLeast;

    public override double DefaultThreshold => 0.1;

    public override double Score(DriftPair pair) => Distances.Wasserstein(pair) / Math.Max(pair.ReferenceMoments.StandardDeviation, 0.001);
}
