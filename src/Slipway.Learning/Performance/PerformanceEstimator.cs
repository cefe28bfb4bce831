using Slipway.Learning.Profiles;
using Slipway.Learning.Schemas;
using Slipway.Learning.Statistics;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Performance;

/// <summary>
/// Estimates the performance of a model on rows whose outcomes are not known. Classes: confidence-based performance estimation (CBPE), from
/// calibrated probabilities. Numbers: direct loss estimation (DLE), from a second model that predicts the error. Memory does not grow with
/// the rows: beyond <see cref="MaxSampledRows"/> evenly spaced ones are used. Not safe for several threads at once.
/// </summary>
public sealed class PerformanceEstimator
{
    /// <summary>The most rows of class probabilities that are kept.</summary>
    public const int MaxSampledRows = 200_000;

    private const double Errors = 3;

    private static readonly string[] ClassAssumptions =
    [
        "The model's probabilities, calibrated on the reference rows, are right for the current rows.",
        "The relation between features and label has not changed (no concept drift); only the mix of rows may have.",
        "The current rows do not lie in regions that the reference rows did not cover.",
        "There are enough rows; the band shows the sampling error. An accuracy below chance cannot be seen.",
    ];

    private static readonly string[] NumberAssumptions =
    [
        "How wrong the model is depends on the features and the prediction as it did on the reference rows (no concept drift).",
        "The current rows do not lie in regions that the reference rows did not cover.",
        "There are enough rows; the band shows the sampling error.",
    ];

    private readonly PerformanceReference _reference;
    private readonly PredictionSample? _sample;
    private readonly LossModels? _losses;
    private double _absoluteSum;
    private double _squaredSum;
    private long _rowCount;

    /// <summary>Makes an estimator that has seen no rows.</summary>
    public PerformanceEstimator(PerformanceReference reference)
    {
        _reference = reference;
        if (reference.Loss is { } files)
        {
            _losses = new LossModels(files);
        }
        else
        {
            _sample = new PredictionSample(reference.Classes.Count, MaxSampledRows);
        }
    }

    /// <summary>Adds rows.</summary>
    /// <param name="features">The features of the rows; for classes they are not looked at.</param>
    /// <param name="predictions">What the model answered, row-major. Rows with a number that is not finite do not count.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a feature is missing.</exception>
    public void Add(Table features, ReadOnlySpan<float> predictions)
    {
        int width = Math.Max(1, _reference.Classes.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(predictions.Length, features.RowCount * width);
        var finite = new List<int>(features.RowCount);
        for (int i = 0; i < features.RowCount; i++)
        {
            var row = predictions.Slice(i * width, width);
            if (IsFinite(row))
            {
                finite.Add(i);
                _sample?.Add(row);
            }
        }

        _rowCount += finite.Count;
        if (_losses is not { } losses)
        {
            return;
        }

        bool isWhole = finite.Count == features.RowCount;
        var (absolute, squared) = losses.Sum(isWhole ? features : features.Take([.. finite]), Pick(predictions, finite));
        _absoluteSum += absolute;
        _squaredSum += squared;
    }

    /// <summary>The estimate for the rows so far; null where there are none.</summary>
    public PerformanceEstimate? Build()
    {
        if (_rowCount == 0)
        {
            return null;
        }

        if (_sample is null)
        {
            return OfLosses(_reference, _rowCount, _absoluteSum, _squaredSum);
        }

        double[] probabilities = Calibrate(_reference, _sample.Values);
        double[] values = ExpectedMetrics.Of(_reference.Task, _sample.Values, probabilities, _reference.Classes.Count);
        return new PerformanceEstimate("CBPE", _rowCount, Describe(_reference, values, _sample.RowCount, 1), ClassAssumptions);
    }

    /// <summary>
    /// The estimate for rows of which only sums are left. Of several classes it lacks the area under the curve.
    /// </summary>
    /// <param name="reference">What the sums were made with.</param>
    /// <param name="sums">The sums.</param>
    /// <param name="positives">
    /// The probabilities of the positive class, which two classes need for the metrics of ranking; these are as exact as the sketch is.
    /// </param>
    /// <returns>The estimate; null where there are no rows, or the sums are of another model.</returns>
    public static PerformanceEstimate? Estimate(PerformanceReference reference, EstimationSums sums, QuantileSketch? positives)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(sums);
        if (sums.RowCount == 0)
        {
            return null;
        }

        if (reference.Task == LearningTask.Regression)
        {
            return sums.Values is [var absolute, var squared] ? OfLosses(reference, sums.RowCount, absolute, squared) : null;
        }

        if (EstimationTally.CellsOf(reference, sums) is not { } cells)
        {
            return null;
        }

        double[] values = reference.Task == LearningTask.Binary
            ? ExpectedMetrics.OfBinary(
                cells, sums.RowCount, WeightedRanking.Of(positives?.Points ?? SortedSample.Empty, score => Calibrate(reference, 1, score)))
            : ExpectedMetrics.OfClasses(cells, sums.RowCount, double.NaN);
        return new PerformanceEstimate("CBPE", sums.RowCount, Describe(reference, values, sums.RowCount, 1), ClassAssumptions);
    }

    internal static double[] Calibrate(PerformanceReference reference, ReadOnlySpan<float> scores)
    {
        int width = reference.Classes.Count;
        var probabilities = new double[scores.Length];
        for (int start = 0; start < scores.Length; start += width)
        {
            double sum = 0;
            for (int k = 0; k < width; k++)
            {
                double probability = Calibrate(reference, k, scores[start + k]);
                probabilities[start + k] = probability;
                sum += probability;
            }

            if (reference.Task == LearningTask.Binary)
            {
                probabilities[start] = 1 - probabilities[start + 1];
                continue;
            }

            for (int k = 0; k < width; k++)
            {
                probabilities[start + k] = sum > 0 ? probabilities[start + k] / sum : 1.0 / width;
            }
        }

        return probabilities;
    }

    private static double Calibrate(PerformanceReference reference, int classIndex, double score) =>
        Math.Clamp(reference.Calibration[classIndex]?.Apply(score) ?? score, 0, 1);

    internal static bool IsFinite(ReadOnlySpan<float> row)
    {
        foreach (float value in row)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private static float[] Pick(ReadOnlySpan<float> values, List<int> rows)
    {
        var picked = new float[rows.Count];
        for (int i = 0; i < picked.Length; i++)
        {
            picked[i] = values[rows[i]];
        }

        return picked;
    }

    private static PerformanceEstimate OfLosses(PerformanceReference reference, long rowCount, double absolute, double squared)
    {
        double[] losses = [absolute / rowCount, Math.Sqrt(squared / rowCount)];
        return new PerformanceEstimate("DLE", rowCount, Describe(reference, losses, rowCount, double.PositiveInfinity), NumberAssumptions);
    }

    private static List<EstimatedMetric> Describe(PerformanceReference reference, double[] values, long rowCount, double max)
    {
        var metrics = new List<EstimatedMetric>();
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            if (!double.IsFinite(value))
            {
                continue;
            }

            var known = reference.Metrics[i];
            double? error = known.Deviation / Math.Sqrt(rowCount);
            bool isAlert = value < known.AlertBelow || value > known.AlertAbove;
            metrics.Add(new EstimatedMetric(
                known.Name,
                value,
                error is { } e ? Math.Max(0, value - (Errors * e)) : null,
                error is { } f ? Math.Min(max, value + (Errors * f)) : null,
                known.Value,
                known.AlertBelow,
                known.AlertAbove,
                isAlert));
        }

        return metrics;
    }
}
