using Slipway.Learning.Results;

namespace Slipway.Learning.Tables;

/// <summary>The problems of a CSV as a whole.</summary>
internal static class CsvProblems
{
    public static Problem EmptyFile(CsvOptions options) =>
        Make(options, "csv.emptyFile", "The file is empty; a CSV starts with a header that names its columns.");

    public static Problem Encoding(CsvOptions options, string found) =>
        Make(options, "csv.encoding", $"The file {found}; a CSV must be UTF-8. Save it as 'CSV UTF-8'.");

    public static Problem Gzip(CsvOptions options) =>
        Make(options, "csv.gzip", "The gzip data is damaged, cut short, or several gzip files in one; compress the whole table once and send it again.");

    public static Problem TooLarge(CsvOptions options, long max) =>
        Make(options, "csv.tooLarge", $"The content is larger than the limit of {max} bytes (after decompression); split the file.");

    public static Problem GzipBomb(CsvOptions options, long bytes) =>
        Make(options, "csv.gzipBomb",
            $"The gzip data expands beyond {bytes} bytes out of almost nothing, as no table does; send the file uncompressed if it is one.");

    public static Problem NoLineEnd(CsvOptions options, long bytes) =>
        Make(options, "csv.noLineEnd", $"There is no line end within {bytes} bytes; a CSV has one behind every record. Send a text file.");

    public static Problem TooManyRows(CsvOptions options, int max) =>
        Make(options, "csv.tooManyRows", $"The file has more than {max} rows, the most that a table holds; split the file.");

    public static Problem TooManyColumns(CsvOptions options, int count) => Make(
        options, "csv.tooManyColumns", $"The header has {count} columns, the limit is {options.MaxColumns}; drop columns or raise the limit.");

    public static Problem MalformedHeader(CsvOptions options, string reason) =>
        Make(options, "csv.malformedHeader", $"The header cannot be read: {reason}");

    public static Problem DuplicateColumn(CsvOptions options, string name, int firstNumber, int secondNumber) => Make(
        options,
        "csv.duplicateColumn",
        $"Columns {firstNumber} and {secondNumber} are both named '{name}'; each name must be used once. Rename one.");

    public static Problem EmptyColumnName(CsvOptions options, int number) =>
        Make(options, "csv.emptyColumnName", $"Column {number} has no name in the header; every column needs one. Name it or remove it.");

    public static Problem MissingColumn(CsvOptions options, string name) =>
        Make(options, "csv.missingColumn",
            $"The file has no column '{name}', for which a type is declared; add the column or drop the declaration.");

    private static Problem Make(CsvOptions options, string code, string message) =>
        new(code, message) { Location = options.FileName is { } file ? new FileLocation(file, options.FirstLineNumber) : null };
}
