using Slipway.Learning.Schemas;

namespace Slipway.Learning.Performance;

/// <summary>Fits what confidence-based performance estimation (CBPE) needs.</summary>
internal static class ClassReference
{
    public static PerformanceReference Fit(
        ModelSchema schema, double[] targets, ReadOnlySpan<float> predictions, PerformanceReferenceOptions options)
    {
        int width = schema.Classes.Count;
        var truth = new double[predictions.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            truth[(i * width) + (int)targets[i]] = 1;
        }

        double[] values = ExpectedMetrics.Of(schema.Task, predictions, truth, width);
        double?[] deviations = SamplingDeviations.OfClasses(schema.Task, predictions, truth, width, options.Seed);
        var chunks = new List<double[]>();
        foreach (int[] rows in ReferenceChunks.Split(targets.Length, options))
        {
            chunks.Add(ExpectedMetrics.Of(schema.Task, Take<float>(predictions, rows, width), Take<double>(truth, rows, width), width));
        }

        var names = ExpectedMetrics.Names(schema.Task);
        var metrics = new MetricReference[names.Count];
        for (int m = 0; m < metrics.Length; m++)
        {
            var (below, above) = ReferenceChunks.Thresholds(chunks.Select(chunk => chunk[m]), 0, 1);
            metrics[m] = new MetricReference(names[m], double.IsFinite(values[m]) ? values[m] : null, deviations[m], below, above);
        }

        return new PerformanceReference(
            schema.Task, schema.Classes, targets.Length, metrics, FitCalibration(schema.Task, predictions, truth, width, options.Seed),
                null);
    }

    private static IsotonicCurve?[] FitCalibration(
        LearningTask task, ReadOnlySpan<float> predictions, ReadOnlySpan<double> truth, int width, int seed)
    {
        var curves = new IsotonicCurve?[width];

        // Of two classes the probability of the first is what the second leaves.
        for (int k = task == LearningTask.Binary ? 1 : 0; k < width; k++)
        {
            var scores = new double[predictions.Length / width];
            var outcomes = new double[scores.Length];
            for (int i = 0; i < scores.Length; i++)
            {
                (scores[i], outcomes[i]) = (predictions[(i * width) + k], truth[(i * width) + k]);
            }

            curves[k] = ScoreCalibration.Fit(scores, outcomes, seed + k);
        }

        return curves;
    }

    private static T[] Take<T>(ReadOnlySpan<T> values, int[] rows, int width)
    {
        var taken = new T[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
        {
            values.Slice(rows[i] * width, width).CopyTo(taken.AsSpan(i * width));
        }

        return taken;
    }
}
