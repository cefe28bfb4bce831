namespace Slipway.Storage;

/// <summary>The whole content of an object and the mark of its state.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ETag">The state that they were read in; for conditional puts.</param>
public sealed record StoredObject(ReadOnlyMemory<byte> Content, ETag ETag);
