namespace Slipway.Learning.Drift.Tests;

/// <summary>The energy distance, in the root of the unit of the values.</summary>
internal sealed class EnergyTest : DriftTest
{
    public override string Name => "energy";

    public override string Title => "Energy distance";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.Numbers;

    public override DriftWhen Direction => DriftWhen.ScoreAtLeast;

    public override double DefaultThreshold => 0.1;

    public override double Score(DriftPair pair) => Distances.Energy(pair);
}
