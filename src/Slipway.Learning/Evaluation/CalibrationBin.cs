namespace Slipway.Learning.Evaluation;

/// <summary>
/// Rows of similar probability, and how often the prediction came true. Binary: the probability of the positive class, against the share of
/// positive rows. Multiclass: the probability of the predicted class, against the share of rows that are of it.
/// </summary>
/// <param name="Lower">The lower bound of the probability, exclusive but for 0.</param>
/// <param name="Upper">The upper bound, inclusive.</param>
/// <param name="MeanPredicted">The mean probability of the rows.</param>
/// <param name="ObservedShare">The share of the rows for which it came true.</param>
/// <param name="Count">The number of rows, at least 1: bins without rows are left out.</param>
public sealed record CalibrationBin(double Lower, double Upper, double MeanPredicted, double ObservedShare, int Count);
