namespace Slipway.Learning.Drift.Tests;

/// <summary>The Kullback-Leibler divergence of the bins, empty ones filled.</summary>
internal sealed class KullbackLeiblerTest : DriftTest
{
    public override string Name => "kullbackLeibler";

    public override string Title => "Kullback-Leibler divergence";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.All;

    public override DriftWhen Direction => DriftWhen.ScoreAtLeast;

    public override double DefaultThreshold => 0.1;

    public override double Score(DriftPair pair) => Distances.KullbackLeibler(pair.ToBins());
}
