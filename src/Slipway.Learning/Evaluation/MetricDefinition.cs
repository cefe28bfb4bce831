using Slipway.Learning.Schemas;

namespace Slipway.Learning.Evaluation;

/// <summary>One way to say in a number how good predictions are. All of them are in <see cref="Metrics.All"/>.</summary>
public sealed record MetricDefinition
{
    internal MetricDefinition(string name, MetricFunction function) => (Name, Function) = (name, function);

    /// <summary>The name that specs, runs and reports use, such as <c>logLoss</c>.</summary>
    public string Name { get; }

    /// <summary>The tasks whose predictions it measures.</summary>
    public required IReadOnlyList<LearningTask> Tasks { get; init; }

    /// <summary>Whether a larger value is a better model; else a smaller value is.</summary>
    public required bool HigherIsBetter { get; init; }

    /// <summary>What it means, in plain words.</summary>
    public required string Description { get; init; }

    /// <summary>The smallest possible value; null when there is none.</summary>
    public double? Min { get; init; }

    /// <summary>The largest possible value; null when there is none.</summary>
    public double? Max { get; init; }

    internal MetricFunction Function { get; }

    /// <summary>Whether one value is strictly better than another.</summary>
    /// <param name="candidate">The value that may be better.</param>
    /// <param name="reference">The value that it is compared with.</param>
    public bool IsBetter(double candidate, double reference) => HigherIsBetter ? candidate > reference : candidate < reference;

    /// <summary>The items by their values of this metric, the best first; equal ones keep their order.</summary>
    /// <param name="items">The items.</param>
    /// <param name="value">The value of an item.</param>
    public IEnumerable<T> BestFirst<T>(IEnumerable<T> items, Func<T, double> value) =>
        HigherIsBetter ? items.OrderByDescending(value) : items.OrderBy(value);

    /// <summary>By how much one value is worse than another: above 0 when worse, below 0 when better. In the unit of the metric.</summary>
    /// <param name="candidate">The value that may be worse.</param>
    /// <param name="reference">The value that it is compared with.</param>
    public double Loss(double candidate, double reference) => HigherIsBetter ? reference - candidate : candidate - reference;
}
