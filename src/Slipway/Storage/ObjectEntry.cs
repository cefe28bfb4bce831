namespace Slipway.Storage;

/// <summary>What a listing says of an object.</summary>
/// <param name="Path">Its name.</param>
/// <param name="SizeInBytes">The length of its content.</param>
/// <param name="ETag">The mark of its state.</param>
/// <param name="LastModified">When it was last written.</param>
public sealed record ObjectEntry(ObjectPath Path, long SizeInBytes, ETag ETag, DateTimeOffset LastModified);
