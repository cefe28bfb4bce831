namespace Slipway.Learning.Evaluation;

/// <summary>A point of a ROC curve: what accepting every row at or above a threshold gives.</summary>
/// <param name="FalsePositiveRate">The share of the rows of other classes that is accepted.</param>
/// <param name="TruePositiveRate">The share of the rows of the class that is accepted.</param>
/// <param name="Threshold">The probability from which rows are accepted; null at the first point, which accepts none.</param>
public sealed record RocPoint(double FalsePositiveRate, double TruePositiveRate, double? Threshold);
