namespace Slipway.Web.Limits;

/// <summary>The limits of one body.</summary>
/// <param name="MaxBytes">The most bytes, decompressed.</param>
/// <param name="Timeout">How long it may take to arrive.</param>
/// <param name="IsPrediction">Whether it takes a turn among the predictions.</param>
/// <param name="Time">The clock.</param>
internal readonly record struct BodyRules(int MaxBytes, TimeSpan Timeout, bool IsPrediction, TimeProvider Time);
