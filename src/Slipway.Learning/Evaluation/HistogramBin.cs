namespace Slipway.Learning.Evaluation;

/// <summary>The number of values between two bounds.</summary>
/// <param name="Lower">The lower bound, inclusive.</param>
/// <param name="Upper">The upper bound, exclusive but for the last bin.</param>
/// <param name="Count">The number of values.</param>
public sealed record HistogramBin(double Lower, double Upper, int Count);
