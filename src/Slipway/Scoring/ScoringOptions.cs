namespace Slipway.Scoring;

/// <summary>How files are scored.</summary>
public sealed record ScoringOptions
{
    /// <summary>The default of <see cref="MaxRecordBytes"/>.</summary>
    public const int DefaultMaxRecordBytes = 1024 * 1024;

    /// <summary>How many threads read, predict and format. The output is the same for any number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The column that goes before the answers instead of all columns; <see langword="null"/> keeps the rows as they are.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Whether text that a spreadsheet would run as a formula gets a <c>'</c> before it.</summary>
    public bool NeutralizeFormulas { get; init; }

    /// <summary>The longest record in bytes; a longer one is rejected.</summary>
    public int MaxRecordBytes { get; init; } = DefaultMaxRecordBytes;

    /// <summary>Profile one row out of so many, by line number; 0 makes no profile.</summary>
    public int ProfileStride { get; init; }

    /// <summary>The stride that keeps a profile from costing much: every row of files below 64 MB, fewer of larger ones.</summary>
    public static int ProfileStrideFor(long sizeInBytes) => (int)Math.Clamp(sizeInBytes / (32L * 1024 * 1024), 1, 1_000_000);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1, nameof(Threads));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRecordBytes, 1, nameof(MaxRecordBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(ProfileStride, nameof(ProfileStride));
    }
}
