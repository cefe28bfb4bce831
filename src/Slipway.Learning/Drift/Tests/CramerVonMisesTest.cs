namespace Slipway.Learning.Drift.Tests;

/// <summary>The p-value of the two-sample Cramér-von Mises test, by its limit.</summary>
internal sealed class CramerVonMisesTest : DriftTest
{
    public override string Name => "cramerVonMises";

    public override string Title => "Cramér-von Mises test";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.Numbers;

    public override DriftWhen Direction => DriftWhen.ScoreBelow;

    public override double DefaultThreshold => 0.05;

    public override double Score(DriftPair pair) => PValues.CramerVonMises(pair);
}
