namespace Slipway.Learning.Evaluation;

/// <summary>
/// How good predictions were on rows whose outcome is known. Every number in it is finite, so it can be written as JSON; a metric that is
/// undefined on these rows is not in <see cref="Metrics"/>, and a note says why.
/// </summary>
/// <param name="RowCount">The number of rows.</param>
/// <param name="Metrics">The metrics by name, in the order of <see cref="Evaluation.Metrics.All"/>.</param>
/// <param name="Notes">What a reader must know about the numbers, in plain sentences.</param>
public sealed record ModelEvaluation(int RowCount, IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<string> Notes)
{
    /// <summary>The rows by actual class, then predicted class, both in the order of the classes; null for regression.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Confusion { get; init; }

    /// <summary>
    /// The curves of the positive class, or of each class of several that has rows, at most <see cref="Evaluator.MaxCurves"/> (those with
    /// most rows); empty for regression.
    /// </summary>
    public IReadOnlyList<ClassCurves> Curves { get; set; } = [];

    /// <summary>Whether probabilities can be taken at their word: ten bins of equal width, those with rows; empty for regression.</summary>
    public IReadOnlyList<CalibrationBin> Calibration { get; set; } = [];

    /// <summary>How the errors are spread; null for classes.</summary>
    public ResidualSummary? Residuals { get; init; }
}
