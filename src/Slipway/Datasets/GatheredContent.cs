using Slipway.Learning.Results;

namespace Slipway.Datasets;

/// <summary>The content of a dataset, put together from its files in a temporary file that goes away with it.</summary>
public sealed class GatheredContent : IAsyncDisposable
{
    private GatheredContent(FileStream stream, IReadOnlyList<DatasetPart> parts) => (Stream, Parts) = (stream, parts);

    /// <summary>The content; seekable.</summary>
    public Stream Stream { get; }

    /// <summary>The files that it was put together from, in order.</summary>
    public IReadOnlyList<DatasetPart> Parts { get; }

    /// <summary>Puts files together: decompressed, one after the other, with the header once.</summary>
    /// <param name="files">The files in order, at least one; plain or gzip, with one header between them.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>
    /// The content, or <c>data.headersDiffer</c>, <c>data.corruptGzip</c>, <c>data.tooLarge</c> for every file that cannot be taken.
    /// </returns>
    public static async Task<Result<GatheredContent>> GatherAsync(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var builder = new ContentBuilder(spool);
        var problems = new List<Problem>();
        foreach (var file in files)
        {
            if (await builder.AddAsync(file, cancellationToken) is { } problem)
            {
                problems.Add(problem);
            }
        }

        if (problems.Count > 0)
        {
            await spool.DisposeAsync();
            return Result<GatheredContent>.Failure(problems);
        }

        spool.Position = 0;
        return new GatheredContent(spool, builder.Parts);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
