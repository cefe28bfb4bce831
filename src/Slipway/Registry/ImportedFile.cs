namespace Slipway.Registry;

/// <summary>A model file that was registered rather than trained here.</summary>
/// <param name="Sha256">The SHA-256 of the file as it was given, lower-case hex.</param>
/// <param name="Producer">The software that wrote it, as the file says; may be empty.</param>
public sealed record ImportedFile(string Sha256, string Producer);
