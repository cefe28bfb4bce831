using Slipway.Learning.Schemas;

namespace Slipway.Learning.Evaluation;

/// <summary>Says how good predictions are, on rows whose outcome is known. Safe to use from several threads.</summary>
/// <remarks>
/// Everywhere: <c>targets</c> holds one number a row, the index of its class or the actual number; <c>predictions</c> is row-major, a
/// probability for each class or one number a row, as <see cref="Training.ITrainedModel.Predict"/> writes it. Targets that are no class or
/// not finite, and lengths that do not fit, are the caller's mistake: <see cref="ArgumentException"/>. Predictions that are not finite are
/// the model's: then every metric is undefined.
/// </remarks>
public static class Evaluator
{
    /// <summary>The most points of one curve.</summary>
    public const int MaxCurvePoints = 200;

    /// <summary>The most classes that have curves.</summary>
    public const int MaxCurves = 20;

    /// <summary>The most rows in a sample of predictions.</summary>
    public const int MaxSampleRows = 200;

    /// <summary>All metrics of the task, and what reports draw.</summary>
    /// <param name="task">What was predicted.</param>
    /// <param name="classes">The classes in the order of the probabilities; empty for regression.</param>
    /// <param name="targets">The actual outcomes.</param>
    /// <param name="predictions">The predictions.</param>
    public static ModelEvaluation Evaluate(
        LearningTask task, IReadOnlyList<string> classes, ReadOnlySpan<double> targets, ReadOnlySpan<float> predictions)
    {
        var rows = new EvaluatedRows(task, classes, targets, predictions);
        var notes = new List<string>();
        var evaluation = new ModelEvaluation(targets.Length, MetricsOf(rows, notes), notes);
        if (targets.Length == 0 || rows.NonFinitePredictions > 0)
        {
            return evaluation;
        }

        return task == LearningTask.Regression
            ? evaluation with { Residuals = ResidualSummaries.Of(targets, predictions) }
            : evaluation with
            {
                Confusion = rows.Confusion,
                Curves = CurveBuilder.Curves(rows),
                Calibration = CurveBuilder.Calibration(rows),
            };
    }

    /// <summary>All metrics of the task that are defined on these rows, by name, without what reports draw.</summary>
    /// <param name="task">What was predicted.</param>
    /// <param name="classes">The classes in the order of the probabilities; empty for regression.</param>
    /// <param name="targets">The actual outcomes.</param>
    /// <param name="predictions">The predictions.</param>
    public static IReadOnlyDictionary<string, double> ScoreAll(
        LearningTask task, IReadOnlyList<string> classes, ReadOnlySpan<double> targets, ReadOnlySpan<float> predictions) =>
        MetricsOf(new EvaluatedRows(task, classes, targets, predictions), []);

    /// <summary>One metric; null where it is undefined on these rows.</summary>
    /// <param name="metricName">The name of a metric of the task.</param>
    /// <param name="task">What was predicted.</param>
    /// <param name="classes">The classes in the order of the probabilities; empty for regression.</param>
    /// <param name="targets">The actual outcomes.</param>
    /// <param name="predictions">The predictions.</param>
    /// <exception cref="ArgumentException">The task has no such metric.</exception>
    public static double? Score(
        string metricName,
        LearningTask task,
        IReadOnlyList<string> classes,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<float> predictions)
    {
        var metric = Metrics.Get(metricName, task);
        var rows = new EvaluatedRows(task, classes, targets, predictions);
        double value = targets.Length == 0 || rows.NonFinitePredictions > 0 ? double.NaN : metric.Function(rows).Value;
        return double.IsFinite(value) ? value : null;
    }

    private static Dictionary<string, double> MetricsOf(scoped in EvaluatedRows rows, List<string> notes)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        if (rows.Targets.Length == 0)
        {
            notes.Add("There are no rows, so every metric is undefined.");
            return values;
        }

        if (rows.NonFinitePredictions > 0)
        {
            notes.Add(
                $"{rows.NonFinitePredictions} of {rows.Predictions.Length} predicted numbers are not finite, "
                + "so every metric is undefined.");
            return values;
        }

        foreach (var metric in Metrics.For(rows.Task))
        {
            var (value, note) = metric.Function(rows);
            if (double.IsFinite(value))
            {
                values.Add(metric.Name, value);
            }
            else
            {
                note ??= $"{metric.Name} is undefined because the numbers are too large to compute it.";
            }

            if (note is not null)
            {
                notes.Add(note);
            }
        }

        return values;
    }
}
