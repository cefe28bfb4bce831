using System.Globalization;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>Decides whether a new model may replace the champion.</summary>
public static class Gate
{
    /// <summary>Checks every condition; the gate holds when all lines do.</summary>
    /// <param name="spec">The conditions.</param>
    /// <param name="task">What is predicted; tells in which direction a metric is better.</param>
    /// <param name="metrics">The new model on the held-out rows. A metric that is not in it fails its conditions.</param>
    /// <param name="championMetrics">The champion on the same rows; null when there is no champion, which holds every comparison.</param>
    public static IReadOnlyList<GateLine> Check(
        GateSpec spec,
        LearningTask task,
        IReadOnlyDictionary<string, double> metrics,
        IReadOnlyDictionary<string, double>? championMetrics)
    {
        var lines = new List<GateLine>();
        foreach (var (metric, rule) in spec.Require)
        {
            double? value = Find(metrics, metric);
            lines.Add(new GateLine($"{metric} {rule}", metric, value, null, value is { } v && rule.Holds(v)));
        }

        foreach (var (metric, tolerance) in spec.NotWorseThanChampion)
        {
            double? value = Find(metrics, metric);
            double? champion = championMetrics is null ? null : Find(championMetrics, metric);
            bool isHigherBetter = Metrics.Get(metric, task).HigherIsBetter;
            bool holds = value is { } v && (champion is not { } c || (isHigherBetter ? v >= c - tolerance : v <= c + tolerance));
            string rule = string.Create(CultureInfo.InvariantCulture, $"{metric} not worse than the champion's by more than {tolerance}");
            lines.Add(new GateLine(rule, metric, value, champion, holds));
        }

        return lines;
    }

    private static double? Find(IReadOnlyDictionary<string, double> metrics, string name) =>
        metrics.TryGetValue(name, out double value) ? value : null;
}
