namespace Slipway.Learning.Drift.Tests;

/// <summary>The p-value of the two-sample Kolmogorov-Smirnov test.</summary>
internal sealed class KolmogorovSmirnovTest : DriftTest
{
    public override string Name => "ks";

    public override string Title => "Kolmogorov-Smirnov test";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.Numbers;

    public override DriftWhen Direction => DriftWhen.ScoreAtMost;

    public override double DefaultThreshold => 0.05;

    public override double Score(DriftPair pair) => PValues.KolmogorovSmirnov(pair);
}
