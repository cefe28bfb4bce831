using Slipway.Learning.Schemas;

namespace Slipway.Projects.Reading;

/// <summary>The metrics that a spec may name, for each task.</summary>
internal static class MetricNames
{
    private static readonly Dictionary<LearningTask, string[]> ByTask = new()
    {
        [LearningTask.Binary] = ["accuracy", "precision", "recall", "f1", "auc", "averagePrecision", "logLoss", "brier"],
        [LearningTask.Multiclass] = ["accuracy", "macroF1", "weightedF1", "auc", "logLoss"],
        [LearningTask.Regression] = ["rmse", "mae", "r2", "mape"],
    };

    /// <summary>All metrics, each once.</summary>
    public static IReadOnlyList<string> All { get; } = [.. ByTask.Values.SelectMany(names => names).Distinct()];

    public static IReadOnlyList<string> Of(LearningTask task) => ByTask[task];

    public static string SearchDefault(LearningTask task) => task == LearningTask.Regression ? "rmse" : "logLoss";

    /// <summary>R2 for regression: a drop of it means the same whatever the units of the label.</summary>
    public static string PerformanceDefault(LearningTask task) => task == LearningTask.Regression ? "r2" : "accuracy";

    /// <summary>The largest and the smallest value that a metric can have.</summary>
    public static (double Min, double Max) Bounds(string metric) => metric switch
    {
        "r2" => (double.NegativeInfinity, 1),
        "rmse" or "mae" or "mape" or "logLoss" => (0, double.PositiveInfinity),
        _ => (0, 1),
    };
}
