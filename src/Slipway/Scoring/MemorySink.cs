namespace Slipway.Scoring;

/// <summary>Keeps what a range gives.</summary>
internal sealed class MemorySink : IScoreSink
{
    public ByteBuilder Scored { get; } = new();

    public ByteBuilder Rejected { get; } = new();

    public ValueTask WriteScoredAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken)
    {
        Scored.Add(csv.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask WriteRejectedAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken)
    {
        Rejected.Add(csv.Span);
        return ValueTask.CompletedTask;
    }
}
