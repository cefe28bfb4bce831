using System.Globalization;
using System.Text;

namespace Slipway.Benchmarks.Faults;

/// <summary>
/// Whether the results of a file hold each of its rows exactly once and nothing else. The rows are made again, and read once: the order is that
/// of the input, so memory does not grow.
/// </summary>
internal static class ResultCheck
{
    private const int AnswerColumns = 4;

    /// <returns>The counts and hashes.</returns>
    /// <exception cref="InvalidDataException">A row is missing, double, changed or out of place.</exception>
    public static async Task<ResultMarks> ReadAsync(long rows, Stream scored, Stream? rejected)
    {
        using var good = new HashedReader(scored);
        using var bad = new HashedReader(rejected ?? Stream.Null);
        await ExpectHeaderAsync(good, FaultCsv.Header + ",prediction,probability_0,probability_1,model_version");
        if (rejected is not null)
        {
            await ExpectHeaderAsync(bad, "line_number,reason,original_line");
        }

        byte[] expected = new byte[FaultCsv.MaxRowBytes];
        (long scoredRows, long rejectedRows, long line) = (0, 0, 2);
        for (long row = 0; row < rows; row++)
        {
            int length = FaultCsv.WriteRow(row, expected);
            if (FaultCsv.IsBad(row))
            {
                ExpectRejected(await bad.ReadLineAsync(1), line, expected.AsSpan(0, length), row);
                rejectedRows++;
            }
            else
            {
                ExpectScored(await good.ReadLineAsync(FaultCsv.LinesOf(row)), expected.AsSpan(0, length), row);
                scoredRows++;
            }

            line += FaultCsv.LinesOf(row);
        }

        ExpectEnd(await good.ReadLineAsync(1), "scored");
        ExpectEnd(await bad.ReadLineAsync(1), "rejected");
        return new ResultMarks(scoredRows, rejectedRows, good.Hash, bad.Hash);
    }

    private static async Task ExpectHeaderAsync(HashedReader reader, string header)
    {
        var line = await reader.ReadLineAsync(1);
        if (line is null || Encoding.UTF8.GetString(line.Value.Span) != header)
        {
            throw new InvalidDataException($"The header is not '{header}'.");
        }
    }

    private static void ExpectScored(ReadOnlyMemory<byte>? line, ReadOnlySpan<byte> row, long number)
    {
        var text = line is { } found ? found.Span : default;
        if (text.Length <= row.Length || !text.StartsWith(row) || text[row.Length..].Count((byte)',') != AnswerColumns)
        {
            throw Unexpected("scored", text, number);
        }
    }

    private static void ExpectRejected(ReadOnlyMemory<byte>? line, long lineNumber, ReadOnlySpan<byte> row, long number)
    {
        var text = line is { } found ? found.Span : default;
        string start = string.Create(CultureInfo.InvariantCulture, $"{lineNumber},");
        bool isRow = text.Length > row.Length + 2 && text.StartsWith(Encoding.ASCII.GetBytes(start)) && text.EndsWith("\""u8)
            && text[..^1].EndsWith(row) && text[..^(row.Length + 1)].EndsWith(",\""u8);
        if (!isRow)
        {
            throw Unexpected("rejected", text, number);
        }
    }

    private static void ExpectEnd(ReadOnlyMemory<byte>? line, string name)
    {
        if (line is not null)
        {
            throw new InvalidDataException($"There is more in {name} than the rows of the file.");
        }
    }

    private static InvalidDataException Unexpected(string name, ReadOnlySpan<byte> text, long row) =>
        new($"Where row {row} should be in {name} stands '{Encoding.UTF8.GetString(text[..Math.Min(text.Length, 300)])}'.");
}
