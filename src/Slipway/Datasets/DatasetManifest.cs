namespace Slipway.Datasets;

/// <summary>What is known of a dataset version. Written once; the version is named by the SHA-256 of its content.</summary>
/// <param name="Version">The SHA-256 of the content, lower-case hex.</param>
/// <param name="SizeInBytes">The length of the content.</param>
/// <param name="Files">The files that the content was put together from, in order.</param>
/// <param name="CreatedAt">When the content was first stored, UTC.</param>
public sealed record DatasetManifest(string Version, long SizeInBytes, IReadOnlyList<DatasetPart> Files, DateTimeOffset CreatedAt);

/// <summary>The part of a dataset that came from one file.</summary>
/// <param name="Name">The file, as the user knows it.</param>
/// <param name="FirstLineNumber">
/// The line of the content, 1-based, where the file's rows begin; for the first file this is its header.
/// </param>
public sealed record DatasetPart(string Name, long FirstLineNumber);
