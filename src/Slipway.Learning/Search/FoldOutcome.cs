namespace Slipway.Learning.Search;

/// <summary>The metrics of one fold of a trial, or why there are none.</summary>
internal sealed record FoldOutcome(IReadOnlyDictionary<string, double> Metrics, string? Failure)
{
    /// <summary>The predictions for the rows of the fold; null where they were not asked for, or the model cannot be a part of another.</summary>
    public float[]? Predictions { get; init; }

    public static FoldOutcome Failed(string reason) => new(new Dictionary<string, double>(), reason);
}
