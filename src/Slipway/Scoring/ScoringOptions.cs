using Slipway.Learning.Performance;

namespace Slipway.Scoring;

/// <summary>How files are scored.</summary>
public sealed record ScoringOptions
{
    /// <summary>The default of <see cref="MaxRecordBytes"/>.</summary>
    public const int DefaultMaxRecordBytes = 1024 * 1024;

    private const long SampleBytes = 8L * 1024 * 1024;

    /// <summary>How many threads read, predict and format. The output is the same for any number.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>The column that goes before the answers instead of all columns; <see langword="null"/> keeps the rows as they are.</summary>
    public string? IdColumn { get; set; }

    /// <summary>Whether text that a spreadsheet would run as a formula gets a <c>'</c> before it.</summary>
    public bool NeutralizeFormulas { get; set; }

    /// <summary>The longest record in bytes; a longer one is rejected.</summary>
    public int MaxRecordBytes { get; set; } = DefaultMaxRecordBytes;

    /// <summary>Profile one row out of so many, by line number; 0 makes no profile.</summary>
    public int ProfileStride { get; set; }

    /// <summary>What the performance is estimated with, along with a profile; <see langword="null"/> for no estimate.</summary>
    public EstimationTally? Estimation { get; set; }

    /// <summary>Estimate with one row out of so many, but with no more than are profiled.</summary>
    public int EstimationStride { get; set; }

    /// <summary>
    /// The stride that keeps a profile from costing much: every row of files below 64 MB; of larger ones as many rows as are in 8 MB.
    /// </summary>
    public static int ProfileStrideFor(long sizeInBytes)
    {
        const long WholeBelow = 64L * 1024 * 1024;
        return sizeInBytes < WholeBelow ? 1 : (int)Math.Min(sizeInBytes / SampleBytes, 1_000_000);
    }

    /// <summary>The stride that keeps an estimate from costing much: where rows have to be predicted for it, as many as are in 8 MB.</summary>
    public static int EstimationStrideFor(EstimationTally? tally, long sizeInBytes) =>
        tally is { NeedsFeatures: true } ? (int)Math.Clamp(sizeInBytes / SampleBytes, 1, 1_000_000) : 1;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1, nameof(Threads));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRecordBytes, 1, nameof(MaxRecordBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(ProfileStride, nameof(ProfileStride));
        ArgumentOutOfRangeException.ThrowIfNegative(EstimationStride, nameof(EstimationStride));
    }
}
