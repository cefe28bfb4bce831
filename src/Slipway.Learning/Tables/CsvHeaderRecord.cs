namespace Slipway.Learning.Tables;

/// <summary>The header of a CSV, and where its rows start.</summary>
/// <param name="Names">The names of the columns, trimmed.</param>
/// <param name="Raw">The bytes of the record as they stand in the file, without the line end.</param>
/// <param name="Separator">The separator, given or detected.</param>
/// <param name="RowsOffset">Where the first row starts in the (decompressed) content, in bytes.</param>
/// <param name="RowsLineNumber">The number of the line that the first row starts on, 1-based.</param>
public sealed record CsvHeaderRecord(
    IReadOnlyList<string> Names, ReadOnlyMemory<byte> Raw, char Separator, long RowsOffset, long RowsLineNumber);
