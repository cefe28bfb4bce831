namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The trees of a round, one an output, and what each feature gained in each.</summary>
internal sealed record BoostedRound(GrownTree[] Trees, double[][] Gains);
