namespace Slipway.Datasets;

/// <summary>A file that a dataset is made of.</summary>
/// <param name="Name">How the user knows it, such as <c>data/wine.csv</c>; for messages.</param>
/// <param name="Open">Opens its content from the start; plain or gzip.</param>
public sealed record SourceFile(string Name, Func<CancellationToken, Task<Stream>> Open);
