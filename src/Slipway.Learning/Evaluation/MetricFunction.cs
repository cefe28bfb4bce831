namespace Slipway.Learning.Evaluation;

/// <summary>Computes one metric of some rows.</summary>
internal delegate MetricOutcome MetricFunction(scoped in EvaluatedRows rows);

/// <summary>The value of a metric, NaN where it has none, and what a reader must know about it.</summary>
internal readonly record struct MetricOutcome(double Value, string? Note = null)
{
    public static implicit operator MetricOutcome(double value) => new(value);

    public static MetricOutcome Undefined(string note) => new(double.NaN, note);
}
