namespace Slipway.Learning.Evaluation;

/// <summary>The residual below which a share of the rows lies.</summary>
/// <param name="Share">The share of the rows, 0 to 1.</param>
/// <param name="Residual">The residual, interpolated linearly between neighbours.</param>
public sealed record ResidualQuantile(double Share, double Residual);
