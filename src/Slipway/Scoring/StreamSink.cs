namespace Slipway.Scoring;

/// <summary>Writes scored and rejected rows to two streams. The second is opened with the first rejected row, and gets a header.</summary>
/// <param name="scored">Gets the scored rows; stays the caller's.</param>
/// <param name="openRejected">Opens the stream of the rejected rows, which is disposed with the sink.</param>
public sealed class StreamSink(Stream scored, Func<Stream> openRejected) : IScoreSink, IAsyncDisposable
{
    private Stream? _rejected;

    /// <inheritdoc/>
    public ValueTask WriteScoredAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken) => scored.WriteAsync(csv, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask WriteRejectedAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken)
    {
        if (_rejected is null)
        {
            _rejected = openRejected();
            await _rejected.WriteAsync(CsvScorer.RejectedHeader, cancellationToken).ConfigureAwait(false);
        }

        await _rejected.WriteAsync(csv, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _rejected?.DisposeAsync() ?? ValueTask.CompletedTask;
}
