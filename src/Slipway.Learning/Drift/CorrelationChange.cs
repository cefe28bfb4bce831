namespace Slipway.Learning.Drift;

/// <summary>The correlation of two numeric columns, then and now.</summary>
/// <param name="First">A column.</param>
/// <param name="Second">Another one.</param>
/// <param name="Reference">Pearson's r in the reference, -1 to 1.</param>
/// <param name="Current">Pearson's r in the current data.</param>
/// <param name="PValue">The p-value of Fisher's test.</param>
/// <param name="AdjustedPValue">The p-value corrected for the number of pairs.</param>
/// <param name="HasChanged">Whether the adjusted p-value and the size of the difference both say so.</param>
public sealed record CorrelationChange(
    string First, string Second, double Reference, double Current, double PValue, double AdjustedPValue, bool HasChanged);
