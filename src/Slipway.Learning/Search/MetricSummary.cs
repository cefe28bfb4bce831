namespace Slipway.Learning.Search;

/// <summary>A metric over the folds of a trial.</summary>
/// <param name="Mean">The mean over the folds in which the metric is defined.</param>
/// <param name="StandardDeviation">How far the folds lie apart: the sample standard deviation (of n - 1); 0 with one fold.</param>
/// <param name="Folds">The value of each fold; null where it is undefined, such as the auc of rows that have only one class.</param>
public sealed record MetricSummary(double Mean, double StandardDeviation, IReadOnlyList<double?> Folds)
{
    /// <summary>Sums up the folds; null where the metric is undefined in all of them.</summary>
    internal static MetricSummary? Of(IReadOnlyList<double?> folds)
    {
        double[] values = [.. folds.Where(value => value is not null).Select(value => value!.Value)];
        if (values.Length == 0)
        {
            return null;
        }

        double mean = values.Average();
        double squares = values.Sum(value => (value - mean) * (value - mean));
        double deviation = values.Length == 1 ? 0 : Math.Sqrt(squares / (values.Length - 1));
        return double.IsFinite(mean) && double.IsFinite(deviation) ? new MetricSummary(mean, deviation, folds) : null;
    }
}
