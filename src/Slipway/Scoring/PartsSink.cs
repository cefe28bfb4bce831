using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>Stages what a whole file gives as parts of the two results, each time that much has gathered.</summary>
internal sealed class PartsSink(IObjectStore store, ObjectPath scored, ObjectPath rejected, int partBytes) : IScoreSink
{
    private readonly Parts _scored = new(store, scored, partBytes);
    private readonly Parts _rejected = new(store, rejected, partBytes);

    public int ScoredParts => _scored.Count;

    /// <summary>0 when no row was rejected.</summary>
    public int RejectedParts => _rejected.Count;

    public ValueTask WriteScoredAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken) => _scored.AddAsync(csv, cancellationToken);

    public async ValueTask WriteRejectedAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken)
    {
        if (_rejected.IsEmpty)
        {
            await _rejected.AddAsync(CsvScorer.RejectedHeader, cancellationToken).ConfigureAwait(false);
        }

        await _rejected.AddAsync(csv, cancellationToken).ConfigureAwait(false);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _scored.StageAsync(cancellationToken).ConfigureAwait(false);
        await _rejected.StageAsync(cancellationToken).ConfigureAwait(false);
    }

    private sealed class Parts(IObjectStore store, ObjectPath path, int partBytes)
    {
        private readonly ByteBuilder _gathered = new();

        public int Count { get; private set; }

        public bool IsEmpty => Count == 0 && _gathered.Length == 0;

        public async ValueTask AddAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken)
        {
            _gathered.Add(csv.Span);
            if (_gathered.Length >= partBytes)
            {
                await StageAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        public async Task StageAsync(CancellationToken cancellationToken)
        {
            if (_gathered.Length > 0)
            {
                await store.StagePartAsync(path, Count++, _gathered.Memory, cancellationToken).ConfigureAwait(false);
                _gathered.Clear();
            }
        }
    }
}
