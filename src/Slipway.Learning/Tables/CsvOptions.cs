namespace Slipway.Learning.Tables;

/// <summary>How a CSV is read, and how much of it one record may claim.</summary>
public sealed record CsvOptions
{
    /// <summary>The default of <see cref="MaxRecordBytes"/>.</summary>
    public const int DefaultMaxRecordBytes = 16 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxColumns"/>.</summary>
    public const int DefaultMaxColumns = 16_384;

    /// <summary>
    /// The byte between fields: any ASCII character but a quote, CR and LF. <see langword="null"/> detects <c>,</c>, <c>;</c> or tab: the
    /// one that stands most often in the header, outside quotes.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>The longest record in bytes, not counting its LF; a longer one is a malformed row.</summary>
    public int MaxRecordBytes { get; init; } = DefaultMaxRecordBytes;

    /// <summary>The most columns that a header may have.</summary>
    public int MaxColumns { get; init; } = DefaultMaxColumns;

    /// <summary>The most bytes to read, counted after decompression; <see langword="null"/> sets no bound.</summary>
    public long? MaxContentBytes { get; init; }

    /// <summary>
    /// The column names when the stream starts in the middle of a file: its first record is then data, and neither a byte order mark nor
    /// gzip is looked for. Needs <see cref="Separator"/>. <see langword="null"/> takes the names from the first record.
    /// </summary>
    public IReadOnlyList<string>? Header { get; init; }

    /// <summary>The number of the line that the stream starts with, 1-based.</summary>
    public long FirstLineNumber { get; init; } = 1;

    /// <summary>The name that problems of the file give as their location; <see langword="null"/> leaves the location out.</summary>
    public string? FileName { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRecordBytes, 1, nameof(MaxRecordBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxRecordBytes, 1 << 30, nameof(MaxRecordBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxColumns, 1, nameof(MaxColumns));
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstLineNumber, 1, nameof(FirstLineNumber));
        if (Separator is { } separator)
            ValidateSeparator(separator, nameof(Separator));

        if (Header is not null && Separator is null)
            throw new ArgumentException("A given header needs a given separator.", nameof(Separator));
    }

    internal static void ValidateSeparator(char separator, string parameterName)
    {
        if (!char.IsAscii(separator) || separator is '"' or '\r' or '\n' or '\0')
            throw new ArgumentException("The separator must be an ASCII character other than a quote, CR, LF and NUL.", parameterName);
    }
}
