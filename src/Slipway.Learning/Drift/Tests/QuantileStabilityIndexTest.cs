namespace Slipway.Learning.Drift.Tests;

/// <summary>The population stability index of ten bins with as many values of the reference each, shares not below 0.0001.</summary>
internal sealed class QuantileStabilityIndexTest : DriftTest
{
    public override string Name => "psiQuantiles";

    public override string Title => "Population stability index (deciles)";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.Numbers;

    public override DriftWhen Direction => DriftWhen.ScoreAtLeast;

    public override double DefaultThreshold => 0.1;

    public override double Score(DriftPair pair) =>
        Distances.StabilityIndex(HistogramBins.Quantiles(pair.ReferenceNumbers, 10).Count(pair));
}
