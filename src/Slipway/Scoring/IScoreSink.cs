namespace Slipway.Scoring;

/// <summary>Takes what a <see cref="CsvScorer"/> gives, in the order of the input; one call at a time.</summary>
public interface IScoreSink
{
    /// <summary>Takes scored rows, the first time with the header. The memory is the scorer's again when the call ends.</summary>
    ValueTask WriteScoredAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken);

    /// <summary>Takes rejected rows, without a header: see <see cref="CsvScorer.RejectedHeader"/>.</summary>
    ValueTask WriteRejectedAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken);
}
