namespace Slipway.Learning.Profiles;

/// <summary>A number of distinct values.</summary>
/// <param name="Value">How many.</param>
/// <param name="IsExact">Whether they were counted; otherwise estimated, with a standard error of about 2.3 %.</param>
public readonly record struct DistinctCount(long Value, bool IsExact);
