namespace Slipway.PredictionLog;

/// <summary>That records were lost, or that the store refused them for now; for the host's log.</summary>
/// <param name="DroppedRecords">The records that were given up since the last report.</param>
/// <param name="Exception">Why the store failed, if it did.</param>
public sealed record LogFault(long DroppedRecords, Exception? Exception);
