namespace Slipway.Learning.Drift.Tests;

/// <summary>The p-value of the t-test for equal means, equal variances assumed.</summary>
internal sealed class StudentTest : DriftTest
{
    public override string Name => "t";

    public override string Title => "Student's t-test";

    public override DriftColumnKinds AppliesTo => DriftColumnKinds.Numbers;

    public override DriftWhen Direction => DriftWhen.ScoreBelow;

    public override double DefaultThreshold => 0.05;

    public override double Score(DriftPair pair) => PValues.Student(pair);
}
