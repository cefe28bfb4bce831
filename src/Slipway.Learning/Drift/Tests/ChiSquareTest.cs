namespace Slipway.Learning.Drift.Tests;

/// <summary>The p-value of the chi-square test of the current counts against the shares of the reference.</summary>
internal sealed class ChiSquareTest : DriftTest
{
    public override string Name => "chiSquare";

    public override string Title => "Chi-square test";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.All;

    public override DriftWhen Direction => DriftWhen.ScoreBelow;

    public override double DefaultThreshold => 0.05;

    public override double Score(DriftPair pair) => PValues.ChiSquare(pair.Categories);
}
