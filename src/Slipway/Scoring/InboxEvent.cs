using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>What became of a file of the inbox in one look at it; for the log.</summary>
/// <param name="Source">The file.</param>
/// <param name="Status">What scoring it came to; null when the store failed.</param>
/// <param name="Error">Why the store failed.</param>
public sealed record InboxEvent(ObjectPath Source, ScoreStatus? Status, Exception? Error = null);
