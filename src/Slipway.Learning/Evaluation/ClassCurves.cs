namespace Slipway.Learning.Evaluation;

/// <summary>
/// How well the probability of one class tells its rows from all others, threshold by threshold, from none accepted to all.
/// </summary>
/// <param name="Class">The class.</param>
/// <param name="Roc">From (0, 0) to (1, 1); at most <see cref="Evaluator.MaxCurvePoints"/> points, both ends always among them.</param>
/// <param name="PrecisionRecall">
/// From recall 0 to recall 1; at most <see cref="Evaluator.MaxCurvePoints"/> points, both ends among them.
/// </param>
public sealed record ClassCurves(string Class, IReadOnlyList<RocPoint> Roc, IReadOnlyList<PrecisionRecallPoint> PrecisionRecall);
