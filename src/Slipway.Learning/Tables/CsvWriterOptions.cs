namespace Slipway.Learning.Tables;

/// <summary>How a CSV is written.</summary>
public sealed record CsvWriterOptions
{
    /// <summary>The byte between fields: any ASCII character but a quote, CR and LF.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>
    /// Whether text that a spreadsheet would run as a formula (it starts with <c>= + - @</c>, tab or CR) gets a <c>'</c> before it.
    /// Text that is a number stays as it is. Off, what is written is read back unchanged.
    /// </summary>
    public bool NeutralizeFormulas { get; init; }
}
