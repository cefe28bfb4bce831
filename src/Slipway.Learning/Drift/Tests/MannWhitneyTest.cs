namespace Slipway.Learning.Drift.Tests;

/// <summary>The p-value of the two-sided rank test, by the normal approximation.</summary>
internal sealed class MannWhitneyTest : DriftTest
{
    public override string Name => "mannWhitney";

    public override string Title => "Mann-Whitney U test";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.Numbers;

    public override DriftWhen Direction => DriftWhen.ScoreBelow;

    public override double DefaultThreshold => 0.05;

    public override double Score(DriftPair pair) => PValues.MannWhitney(pair);
}
