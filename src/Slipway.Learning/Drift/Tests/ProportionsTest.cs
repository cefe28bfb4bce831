namespace Slipway.Learning.Drift.Tests;

/// <summary>The p-value of the two-sided test that the first of two values is as frequent in both samples.</summary>
internal sealed class ProportionsTest : DriftTest
{
    public override string Name => "z";

    public override string Title => "Z-test of proportions";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.All;

    public override DriftWhen Direction => DriftWhen.ScoreBelow;

    public override double DefaultThreshold => 0.05;

    public override double Score(DriftPair pair) => PValues.Proportions(pair.Categories);
}
