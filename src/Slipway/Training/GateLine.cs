namespace Slipway.Training;

/// <summary>One condition of a gate and what became of it.</summary>
/// <param name="Rule">The condition in words, such as <c>accuracy &gt;= 0.95</c>.</param>
/// <param name="Metric">The metric that it is about.</param>
/// <param name="Value">The metric of the new model on the held-out rows; null where it is undefined there.</param>
/// <param name="Champion">The metric of the champion on the same rows, for conditions that compare with it.</param>
/// <param name="Holds">Whether the condition holds.</param>
public sealed record GateLine(string Rule, string Metric, double? Value, double? Champion, bool Holds);
