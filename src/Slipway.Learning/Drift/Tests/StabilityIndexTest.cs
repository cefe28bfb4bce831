namespace Slipway.Learning.Drift.Tests;

/// <summary>The population stability index of the bins, empty ones filled.</summary>
internal sealed class StabilityIndexTest : DriftTest
{
    public override string Name => "psi";

    public override string Title => "Population stability index";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.All;

    public override DriftWhen Direction => DriftWhen.ScoreAtLeast;

    public override double DefaultThreshold => 0.1;

    public override double Score(DriftPair pair) => Distances.StabilityIndexFilled(pair.ToBins());
}
