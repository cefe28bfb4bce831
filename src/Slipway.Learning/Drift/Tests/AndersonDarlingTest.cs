namespace Slipway.Learning.Drift.Tests;

/// <summary>The p-value of the two-sample Anderson-Darling test, between 0.001 and 0.25.</summary>
internal sealed class AndersonDarlingTest : DriftTest
{
    public override string Name => "andersonDarling";

    public override string Title => "Anderson-Darling test";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.Numbers;

    public override DriftWhen Direction => DriftWhen.ScoreBelow;

    public override double DefaultThreshold => 0.05;

    public override double Score(DriftPair pair) => PValues.AndersonDarling(pair);
}
