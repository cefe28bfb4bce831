namespace Slipway.Learning.Search;

/// <summary>The metrics of one fold of a trial, or why there are none.</summary>
internal sealed record FoldOutcome(IReadOnlyDictionary<string, double> Metrics, string? Failure)
{
    public static FoldOutcome Failed(string reason) => new(new Dictionary<string, double>(), reason);
}
