namespace Slipway.Learning.Evaluation;

/// <summary>How the errors of predicted numbers are spread. A residual is the actual number less the predicted one.</summary>
/// <param name="Mean">The mean residual; above 0 when the model predicts too little.</param>
/// <param name="Quantiles">The residuals at the shares 0, 0.05, 0.25, 0.5, 0.75, 0.95 and 1.</param>
/// <param name="Histogram">All residuals, in bins of equal width; one bin when they are all the same.</param>
/// <param name="Sample">At most <see cref="Evaluator.MaxSampleRows"/> rows, evenly spaced in the order of the rows.</param>
public sealed record ResidualSummary(
    double Mean,
    IReadOnlyList<ResidualQuantile> Quantiles,
    IReadOnlyList<HistogramBin> Histogram,
    IReadOnlyList<PredictedActual> Sample);
