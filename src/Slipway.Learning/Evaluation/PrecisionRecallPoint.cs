namespace Slipway.Learning.Evaluation;

/// <summary>A point of a precision-recall curve: what accepting every row at or above a threshold gives.</summary>
/// <param name="Recall">The share of the rows of the class that is accepted.</param>
/// <param name="Precision">The share of the accepted rows that is of the class; 1 where none is accepted.</param>
/// <param name="Threshold">The probability from which rows are accepted; null at the first point, which accepts none.</param>
public sealed record PrecisionRecallPoint(double Recall, double Precision, double? Threshold);
