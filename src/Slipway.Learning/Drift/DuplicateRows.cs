namespace Slipway.Learning.Drift;

/// <summary>The share of rows that repeat an earlier one in every column that is compared.</summary>
/// <param name="CurrentShare">Among the current rows, 0 to 1.</param>
/// <param name="CurrentError">By how much it may be off; 0 when exact.</param>
/// <param name="ReferenceShare">Among the reference rows; null where that is not known, or of other columns.</param>
/// <param name="ReferenceError">By how much that may be off.</param>
public sealed record DuplicateRows(double CurrentShare, double CurrentError, double? ReferenceShare, double ReferenceError);
