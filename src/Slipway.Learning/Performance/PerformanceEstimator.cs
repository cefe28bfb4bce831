using Slipway.Learning.Schemas;
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
            double[] losses = [_absoluteSum / _rowCount, Math.Sqrt(_squaredSum / _rowCount)];
            return new PerformanceEstimate("DLE", _rowCount, Describe(losses, _rowCount, double.PositiveInfinity), NumberAssumptions);
        }

        int width = _reference.Classes.Count;
        double[] probabilities = Calibrate(_sample.Values, width);
        double[] values = ExpectedMetrics.Of(_reference.Task, _sample.Values, probabilities, width);
        return new PerformanceEstimate("CBPE", _rowCount, Describe(values, _sample.RowCount, 1), ClassAssumptions);
    }

    internal double[] Calibrate(ReadOnlySpan<float> scores, int width)
    {
        var probabilities = new double[scores.Length];
        for (int start = 0; start < scores.Length; start += width)
        {
            double sum = 0;
            for (int k = 0; k < width; k++)
            {
                double score = scores[start + k];
                double probability = Math.Clamp(_reference.Calibration[k]?.Apply(score) ?? score, 0, 1);
                probabilities[start + k] = probability;
                sum += probability;
            }

            if (_reference.Task == LearningTask.Binary)
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

    private static bool IsFinite(ReadOnlySpan<float> row)
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

    private List<EstimatedMetric> Describe(double[] values, long rowCount, double max)
    {
        var metrics = new List<EstimatedMetric>();
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            if (!double.IsFinite(value))
            {
                continue;
            }

            var known = _reference.Metrics[i];
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
