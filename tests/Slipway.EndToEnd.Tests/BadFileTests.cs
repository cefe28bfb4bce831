using System.IO.Compression;
using System.Text;

namespace Slipway.EndToEnd.Tests;

/// <summary>
/// Files as they should not be, dropped into the inbox of a running server among good ones: each gets a clear outcome that names the place,
/// the rule and the fix, and all good files are scored.
/// </summary>
public class BadFileTests
{
    private const int GoodEvery = 5;

    private static readonly SampleTable Wine = SampleTable.Wine;
    private static readonly string Whole = Encoding.UTF8.GetString(Wine.ToCsv());

    /// <summary>Files that are refused as a whole, and what their reason says.</summary>
    private static readonly (string Path, byte[] Content, string[] Reason)[] Refused =
    [
        ("wine/zero-bytes.csv", [], ["csv.emptyFile", "is empty", "starts with a header"]),
        ("wine/blank-lines.csv", Bytes("\n\r\n\n"), ["csv.emptyFile"]),
        ("wine/header-only.csv", Bytes(Wine.Header + "\n"), ["scoring.noRows", "Send at least one row"]),
        ("wine/no-header.csv", Bytes(string.Join('\n', Wine.Rows)), ["input.noKnownColumn", "The first line must name them", "'alcohol'", "'proline'"]),
        ("wine/duplicate-header.csv", Bytes(Whole.Replace("ash,", "alcohol,")), ["csv.duplicateColumn", "Columns 1 and 3", "'alcohol'", "Rename one"]),
        ("wine/nameless-column.csv", Bytes(Whole.Replace(",target", ",")), ["csv.emptyColumnName", "Column 14", "Name it or remove it"]),
        ("wine/renamed-column.csv", Bytes(Whole.Replace("alcohol,", "Alcohol,")), ["input.columnMissing", "'alcohol'", "rename", "'Alcohol'"]),
        ("wine/wrong-separator.csv", Bytes(Whole.Replace(',', '|')), ["input.noKnownColumn", "commas, semicolons or tabs"]),
        ("wine/carriage-returns.csv", Bytes(Whole.Replace('\n', '\r')), ["csv.malformedHeader", "CR alone", "LF or CRLF"]),
        ("wine/too-many-columns.csv", Bytes($"{Wine.Header},{Numbered(20_000)}\n1\n"), ["csv.tooManyColumns", "20014", "16384"]),
        ("wine/open-quote-in-header.csv", Bytes("\"" + Whole), ["csv.malformedHeader", "closing quote"]),
        ("wine/utf-16.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Whole)], ["csv.encoding", "UTF-16", "Save it as 'CSV UTF-8'"]),
        ("wine/utf-16-without-mark.csv", Encoding.BigEndianUnicode.GetBytes(Whole), ["csv.encoding", "Save it as 'CSV UTF-8'"]),
        ("wine/latin-1-header.csv", Encoding.Latin1.GetBytes(Whole.Replace("hue", "Farbtönung")), ["csv.encoding", "header", "UTF-8"]),
        ("wine/binary.csv", [0x89, (byte)'P', (byte)'N', (byte)'G', .. AllBytes()], ["csv.encoding", "not UTF-8"]),
        ("wine/spreadsheet.xlsx", [(byte)'P', (byte)'K', 3, 4], ["scoring.notCsv", "'inbox/wine/spreadsheet.xlsx'", ".csv"]),
        ("wine/endless-line.csv", [.. Bytes(Wine.Header + "\n"), .. new byte[16 << 20]], ["csv.noLineEnd", "4194304 bytes"]),
        ("wine/cut.csv.gz", Compress(Bytes(Whole))[..2000], ["csv.gzip", "cut short", "send it again"]),
        ("wine/damaged.csv.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 1, 2, 3], ["csv.gzip", "damaged"]),
        ("wine/joined.csv.gz", [.. Compress(Bytes(Whole)), .. Compress(Bytes(Whole))], ["csv.gzip", "several gzip files in one"]),
        ("wine/compressed-twice.csv.gz", Compress(Compress(Bytes(Whole))), ["csv.encoding", "compressed twice"]),
        ("wine/bomb.csv.gz", Bomb(), ["csv.gzipBomb", "67108864 bytes", "uncompressed"]),
        ("wine/bomb-of-nothing.csv.gz", Compress(new byte[256 << 20]), ["csv.encoding", "in its header"]),
        ("nobody/rows.csv", Bytes(Whole), ["registry.modelNotFound", "'nobody'", "train this one first"]),
        ("Wine/rows.csv", Bytes(Whole), ["scoring.notInAModel", "'inbox/Wine/rows.csv'", "inbox/<model>/<file>.csv"]),
        ("rows.csv", Bytes(Whole), ["scoring.notInAModel", "'inbox/rows.csv'", "inbox/<model>/<file>.csv"]),
    ];

    /// <summary>Files with good and bad rows: how many are scored, the lines that are not, and what their reason says.</summary>
    private static readonly (string Name, byte[] Content, int Scored, int[] Rejected, string[] Reason)[] Mixed =
    [
        ("byte-order-mark", [0xEF, 0xBB, 0xBF, .. Bytes(Whole)], 178, [], []),
        ("crlf", Bytes(Whole.Replace("\n", "\r\n")), 178, [], []),
        ("semicolons", Bytes(Whole.Replace(',', ';')), 178, [], []),
        ("tabs", Bytes(Whole.Replace(',', '\t')), 178, [], []),
        ("no-last-line-end", Bytes(Whole.TrimEnd('\n')), 178, [], []),
        ("blank-lines-between", Bytes(Whole.Replace("\n", "\n\n")), 178, [], []),
        ("one-percent", Bytes(Lines(Row(0), 1000, bad: i => i % 100 == 50)), 990, [.. Enumerable.Range(0, 10).Select(i => (i * 100) + 52)],
            ["'alcohol'", "not a finite number", "from 0 to 100"]),
        ("all", Bytes(Lines(Row(0), 50, bad: _ => true)), 0, [.. Enumerable.Range(2, 50)], ["'alcohol'", "not a finite number", "from 0 to 100"]),
        ("decimal-commas", Bytes(Whole.Replace(',', ';').Replace('.', ',')), 0, [.. Enumerable.Range(2, 178)], ["'malic_acid'", "decimal point"]),
        ("quotes", Bytes(WithNotes("\"a \"\"b\"\", c\nd\"", "\"x\" y", "plain \"quotes\"")), 2, [4], ["row.textAfterQuote", "write a quote inside a quoted field twice"]),
        ("open-quote", Bytes(WithNotes("ok", "\"open", "x")), 1, [3], ["row.unclosedQuote", "add the closing quote"]),
        ("latin-1", Encoding.Latin1.GetBytes(WithNotes("ok", "café", "ok")), 2, [3], ["row.encoding", "save the file as 'CSV UTF-8'"]),
        ("nul", Bytes(WithNotes("ok", "\0", "ok")), 2, [3], ["row.nulByte", "Remove it"]),
        ("huge-line", Bytes(WithNotes("ok", new string('x', 3 << 20), "ok")), 2, [3], ["row.tooLong", "1048576 bytes"]),
        ("short-row", Bytes($"{Wine.Header}\n{Row(0)}\n1,2,3\n{Row(1)}\n"), 2, [3], ["row.fieldCount", "3 fields", "the header has 14"]),
        ("wide-row", Bytes($"{Wine.Header}\n{Row(0)}\n{Numbered(10_000)}\n{Row(1)}\n"), 2, [3], ["row.fieldCount", "10000 fields", "the header has 14"]),
        ("beyond-double", Bytes($"{Wine.Header}\n{Row(0)}\n{Row(0).Replace("14.23", "1e999")}\n"), 1, [3], ["'alcohol'", "not a finite number"]),
        ("beyond-range", Bytes($"{Wine.Header}\n{Row(0).Replace("14.23", "101")}\n{Row(0)}\n"), 1, [2], ["'alcohol'", "above its maximum, 100"]),
        ("missing-value", Bytes($"{Wine.Header}\n{Row(0).Replace("14.23", "")}\n{Row(0)}\n"), 1, [2], ["'alcohol'", "no value", "Send a number"]),
    ];

    [Fact]
    public async Task Serve_BadFilesAmongGoodOnes_EachHasAClearOutcome()
    {
        using var folder = new TemporaryFolder();
        await (Wine with
        {
            Spec = Wine.Spec.Replace("label: target", "label: target, features: { alcohol: { type: number, min: 0, max: 100 } }"),
        }).TrainAsync(folder, folder["store"]);
        using var server = new InboxServer(folder, folder["store"]);

        var files = Refused.Select(file => (file.Path, file.Content))
            .Concat(Mixed.Select(file => (Path: $"wine/{file.Name}.csv", file.Content)))
            .Append((Path: "wine/packed-without-saying.csv", Content: Compress(Bytes(Whole))))
            .ToList();
        var good = new List<string>();
        for (int i = 0; i < files.Count; i++)
        {
            server.Drop(files[i].Path, files[i].Content);
            if (i % GoodEvery == 0)
            {
                good.Add($"wine/{i:D2}-good");
                server.Drop($"{good[^1]}.csv", Bytes(Whole));
            }
        }

        await server.WaitUntilEmptyAsync();

        foreach (var (path, content, reason) in Refused)
        {
            string said = await server.ReasonAsync(path);
            Assert.All(reason, part => Assert.True(said.Contains(part, StringComparison.Ordinal), $"{path}: no \"{part}\" in: {said}"));
            Assert.Equal(content, server.Read($"rejected/{path}"));
            Assert.False(server.Exists($"scored/{path.Replace(".csv.gz", ".csv", StringComparison.Ordinal)}"), path);
        }

        foreach (var (name, _, scored, rejected, reason) in Mixed)
        {
            var (kept, left) = await server.CountsAsync($"wine/{name}");
            Assert.Equal((name, scored, rejected.Length), (name, kept, left));
            var rows = await server.RejectedRowsAsync($"wine/{name}");
            Assert.Equal(rejected, rows.Select(row => row.Line));
            Assert.All(rows, row => Assert.NotEmpty(row.Original));
            Assert.All(reason, part => Assert.All(rows, row => Assert.Contains(part, row.Reason, StringComparison.Ordinal)));
            Assert.Equal(rejected.Length, (await server.ReportAsync($"wine/{name}.csv")).RejectedRowCount);
        }

        foreach (string file in good.Append("wine/packed-without-saying"))
        {
            var (kept, left) = await server.CountsAsync(file);
            Assert.Equal((file, 178, 0), (file, kept, left));
        }
    }

    private static string Row(int index) => Wine.Rows[index];

    private static string Numbered(int columns) => string.Join(',', Enumerable.Range(1, columns));

    private static string Lines(string row, int count, Func<int, bool> bad) =>
        string.Join('\n', Enumerable.Range(0, count).Select(i => bad(i) ? "x" + row : row).Prepend(Wine.Header)) + "\n";

    private static string WithNotes(params string[] notes) =>
        string.Join('\n', notes.Select((note, i) => $"{Row(i)},{note}").Prepend($"{Wine.Header},note")) + "\n";

    private static byte[] AllBytes() => [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Bomb()
    {
        string row = $"{Row(0)},{new string('x', 1 << 19)}\n";
        return Compress(Bytes($"{Wine.Header},note\n{string.Concat(Enumerable.Repeat(row, 140))}"));
    }

    private static byte[] Compress(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }
}
