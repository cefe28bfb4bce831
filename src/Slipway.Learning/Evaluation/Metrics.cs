using System.Diagnostics.CodeAnalysis;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Evaluation;

/// <summary>
/// Every metric there is. Of binary classes the second is the positive one; the predicted class is that of the largest probability, of
/// equal ones the first. What each metric is where its formula divides by zero is part of its description.
/// </summary>
public static class Metrics
{
    private static readonly LearningTask[] Binary = [LearningTask.Binary];
    private static readonly LearningTask[] Multiclass = [LearningTask.Multiclass];
    private static readonly LearningTask[] AnyClasses = [LearningTask.Binary, LearningTask.Multiclass];
    private static readonly LearningTask[] Regression = [LearningTask.Regression];

    /// <summary>All metrics, in the order in which reports show them.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        new("accuracy", ClassificationMetrics.Accuracy)
        {
            Tasks = AnyClasses, HigherIsBetter = true, Min = 0, Max = 1,
            Description = "The share of rows whose predicted class is the actual one.",
        },
        new("precision", ClassificationMetrics.Precision)
        {
            Tasks = Binary, HigherIsBetter = true, Min = 0, Max = 1,
            Description = "Of the rows predicted positive, the share that is. 0 when none was predicted positive.",
        },
        new("recall", ClassificationMetrics.Recall)
        {
            Tasks = Binary, HigherIsBetter = true, Min = 0, Max = 1,
            Description = "Of the positive rows, the share that was predicted positive. 0 when there is no positive row.",
        },
        new("f1", ClassificationMetrics.F1)
        {
            Tasks = Binary, HigherIsBetter = true, Min = 0, Max = 1,
            Description = "The harmonic mean of precision and recall. 0 when no row is positive and none was predicted positive.",
        },
        new("macroF1", ClassificationMetrics.MacroF1)
        {
            Tasks = Multiclass, HigherIsBetter = true, Min = 0, Max = 1,
            Description = "The mean of the f1 of each class, all classes alike. A class that no row has and none was predicted as "
                + "is left out.",
        },
        new("weightedF1", ClassificationMetrics.WeightedF1)
        {
            Tasks = Multiclass, HigherIsBetter = true, Min = 0, Max = 1,
            Description = "The mean of the f1 of each class, weighted by the number of its rows.",
        },
        new("auc", ClassificationMetrics.Auc)
        {
            Tasks = AnyClasses, HigherIsBetter = true, Min = 0, Max = 1,
            Description = "The chance that a row of the class gets a higher probability than a row of another class, a tie counting half; "
                + "0.5 is guessing. Of several classes, the mean over those that have rows. Undefined when the rows have only one class.",
        },
        new("averagePrecision", ClassificationMetrics.AveragePrecision)
        {
            Tasks = Binary, HigherIsBetter = true, Min = 0, Max = 1,
            Description = "The mean precision over all thresholds, weighted by the recall that each adds; for rare positives more telling "
                + "than auc. Undefined when there is no positive row.",
        },
        new("logLoss", ClassificationMetrics.LogLoss)
        {
            Tasks = AnyClasses, HigherIsBetter = false, Min = 0,
            Description = "The mean of -ln of the probability given to the actual class: sure mistakes cost most. Probabilities are held "
                + "between 1e-15 and 1 - 1e-15.",
        },
        new("brier", ClassificationMetrics.Brier)
        {
            Tasks = Binary, HigherIsBetter = false, Min = 0, Max = 1,
            Description = "The mean squared difference between the probability of the positive class and what happened, 1 or 0.",
        },
        new("rmse", RegressionMetrics.Rmse)
        {
            Tasks = Regression, HigherIsBetter = false, Min = 0,
            Description = "The root of the mean squared error, in the unit of the label: large errors count more.",
        },
        new("mae", RegressionMetrics.Mae)
        {
            Tasks = Regression, HigherIsBetter = false, Min = 0,
            Description = "The mean size of the error, in the unit of the label.",
        },
        new("r2", RegressionMetrics.R2)
        {
            Tasks = Regression, HigherIsBetter = true, Max = 1,
            Description = "The share of the variation of the label that the predictions explain; 0 is as good as always predicting the "
                + "mean. Undefined when all actual values are the same.",
        },
        new("mape", RegressionMetrics.Mape)
        {
            Tasks = Regression, HigherIsBetter = false, Min = 0,
            Description = "The mean size of the error relative to the actual value; 0.1 is ten percent. An actual value of 0 is taken as "
                + "2.2e-16, so one such row makes it huge: use mae for labels that can be 0.",
        },
    ];

    /// <summary>The metrics of a task, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<MetricDefinition> For(LearningTask task) => [.. All.Where(metric => metric.Tasks.Contains(task))];

    /// <summary>The metric that a search uses where none is named: <c>logLoss</c> of classes, <c>rmse</c> of numbers.</summary>
    public static MetricDefinition DefaultFor(LearningTask task) =>
        Get(task == LearningTask.Regression ? "rmse" : "logLoss", task);

    /// <summary>Gives the metric of that name, if the task has it.</summary>
    public static bool TryGet(string name, LearningTask task, [NotNullWhen(true)] out MetricDefinition? metric)
    {
        metric = All.FirstOrDefault(candidate => candidate.Name == name && candidate.Tasks.Contains(task));
        return metric is not null;
    }

    /// <summary>The metric of that name.</summary>
    /// <exception cref="ArgumentException">The task has no such metric; the message lists those it has.</exception>
    public static MetricDefinition Get(string name, LearningTask task) =>
        TryGet(name, task, out var metric)
            ? metric
            : throw new ArgumentException(
                $"{task} has no metric '{name}'; it has {string.Join(", ", For(task).Select(known => known.Name))}.", nameof(name));
}
