using System.Text;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

public class CsvBlockReaderTests
{
    private static readonly CsvOptions Options = new() { MaxRecordBytes = 60 };

    [Fact]
    public async Task Blocks_OfAnySize_HoldTheRecordsOfTheWholeFile()
    {
        var random = new Random(5);
        for (int round = 0; round < 300; round++)
        {
            byte[] csv = Encoding.UTF8.GetBytes(RandomCsv(random));
            var expected = Records(new MemoryStream(csv), Options);
            int blockBytes = random.Next(1, 120);

            using var reader = (await CsvBlockReader.OpenAsync(new MemoryStream(csv), Options, CancellationToken.None)).Value;
            reader.LimitBlocksTo(blockBytes);
            var found = new List<string>();
            var content = new MemoryStream();
            while (await reader.ReadAsync(CancellationToken.None) is { } block)
            {
                Assert.Equal(reader.Position, block.Offset + block.Content.Length);
                content.Write(block.Content.Span);
                var inBlock = Options with { Header = reader.Header.Names, Separator = reader.Header.Separator, FirstLineNumber = block.FirstLineNumber };
                found.AddRange(Records(block.OpenRead(), inBlock));
                reader.Return(block);
            }

            Assert.Null(reader.Failure);
            Assert.Equal(expected, found);
            Assert.Equal(csv[(int)reader.Header.RowsOffset..], content.ToArray());
        }
    }

    [Fact]
    public async Task Continue_AtABlock_GivesTheRest()
    {
        byte[] csv = Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},\"x\n{i}\"\n")));
        using var first = (await CsvBlockReader.OpenAsync(new MemoryStream(csv), Options, CancellationToken.None)).Value;
        first.LimitBlocksTo(100);
        first.Return((await first.ReadAsync(CancellationToken.None))!);

        var place = first.Header with { RowsOffset = first.Position, RowsLineNumber = first.LineNumber };
        using var second = CsvBlockReader.Continue(new MemoryStream(csv[(int)first.Position..]), Options, place);

        var block = (await second.ReadAsync(CancellationToken.None))!;
        Assert.Equal(csv[(int)first.Position..], block.Content.ToArray());
        Assert.Equal(first.LineNumber, block.FirstLineNumber);
        Assert.Null(await second.ReadAsync(CancellationToken.None));
    }

    private static List<string> Records(Stream stream, CsvOptions options)
    {
        using var reader = CsvReader.Open(stream, options).Value;
        var records = new List<string>();
        while (reader.Read())
        {
            records.Add($"{reader.LineNumber}|{reader.Problem?.Code}|{Encoding.UTF8.GetString(reader.RawRecord)}");
        }

        return records;
    }

    private static string RandomCsv(Random random)
    {
        const string Pieces = "aab,,,\n\n\r\"\"\"";
        var text = new StringBuilder("first,second\n");
        int length = random.Next(1, 700);
        for (int i = 0; i < length; i++)
        {
            text.Append(random.Next(60) == 0 ? new string('z', 70) : Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
