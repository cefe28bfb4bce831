namespace Slipway.Learning.Drift.Tests;

/// <summary>The p-value of the likelihood-ratio test of the current counts against the shares of the reference.</summary>
internal sealed class GTest : DriftTest
{
    public override string Name => "g";

    public override string Title => "G-test";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.All;

    public override DriftWhen Direction => DriftWhen.ScoreBelow;

    public override double DefaultThreshold => 0.05;

    public override double Score(DriftPair pair) => PValues.LikelihoodRatio(pair.Categories);
}
