namespace Slipway.Storage;

/// <summary>A document and the mark of its state.</summary>
/// <typeparam name="T">The type of the document.</typeparam>
/// <param name="Value">The document.</param>
/// <param name="ETag">The state that it was read in; for conditional puts.</param>
public sealed record StoredJson<T>(T Value, ETag ETag);
