using System.Text;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

public sealed class CsvReaderTests
{
    private static readonly CsvOptions Small = new() { MaxRecordBytes = 20 };

    [Theory]
    [InlineData("a,b\n1,2\n", "2:[1][2]")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n", "2:[1][2]|3:[3][4]")]
    [InlineData("a,b\n1,2", "2:[1][2]")]
    [InlineData("a,b\n1,2\r", "2:[1][2]")]
    [InlineData("a,b\n,\n", "2:[][]")]
    [InlineData("a,b\n1,", "2:[1][]")]
    [InlineData("\n\r\na,b\n\n1,2\n\r\n3,4", "5:[1][2]|7:[3][4]")]
    [InlineData("\uFEFFa,b\n1,2", "2:[1][2]")]
    [InlineData("a,b\n\"x,y\",\"\"\n", "2:[x,y][]")]
    [InlineData("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", "2:[say \"hi\"][\"]")]
    [InlineData("a,b\n\"x\ny\r\nz\",1\n2,3", "2:[x\ny\r\nz][1]|5:[2][3]")]
    [InlineData("a,b\n1,\"x\"", "2:[1][x]")]
    [InlineData("a,b\n1,\"x\"\r", "2:[1][x]")]
    [InlineData("a,b\n1,\"x\"\"\"", "2:[1][x\"]")]
    [InlineData("a,b\n\"1\",\"2\"\r\n3,4", "2:[1][2]|3:[3][4]")]
    [InlineData("a,b\nx\"y,1\ry\n", "2:[x\"y][1\ry]")]
    [InlineData("a\n\"\"\n1", "2:[]|3:[1]")]
    [InlineData("\"a,1\";b\n1;2", "2:[1][2]")]
    [InlineData("a\tb,c\td\n1\t2\t3", "2:[1][2][3]")]
    [InlineData("a,b\n é , 日本\n", "2:[ é ][ 日本]")]
    [InlineData("a,b\n", "")]
    public void Read_WellFormedText_GivesFields(string text, string expected) => Assert.Equal(expected, string.Join('|', CsvText.Records(text)));

    [Theory]
    [InlineData("a,b\n1\n2,3", "2:row.fieldCount|3:[2][3]")]
    [InlineData("a,b\n1,2,3\n2,3", "2:row.fieldCount|3:[2][3]")]
    [InlineData("a,b\n\"1\n2\",3,4\n5,6", "2:row.fieldCount|4:[5][6]")]
    [InlineData("a,b\n1,2\n3,\"x\ny,1\n2,3\n", "2:[1][2]|3:row.unclosedQuote")]
    [InlineData("a,b\n1,\"x\"\"", "2:row.unclosedQuote")]
    [InlineData("a,b\n\"x\"y,1\n2,3", "2:row.textAfterQuote|3:[2][3]")]
    [InlineData("a,b\n1,\"x\" \n2,3", "2:row.textAfterQuote|3:[2][3]")]
    [InlineData("a,b\n1,\"x\"y", "2:row.textAfterQuote")]
    [InlineData("a,b\n1,x\0\n2,3", "2:row.nulByte|3:[2][3]")]
    public void Read_MalformedRecord_ReportsItAndGoesOn(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', CsvText.Records(text)));

    [Fact]
    public void Read_InvalidUtf8_ReportsItAndGoesOn()
    {
        byte[] bytes = [.. "a,b\n1,"u8, 0xC3, 0x28, .. "\né,3\n"u8];
        Assert.Equal(["2:row.encoding", "3:[é][3]"], CsvText.Records(new MemoryStream(bytes)));
    }

    [Theory]
    [InlineData("a,b\n1,4567890123456789012\n1,2", "2:row.tooLong|3:[1][2]")]
    [InlineData("a,b\n1,456789012345678901\n1,2", "2:[1][456789012345678901]|3:[1][2]")]
    [InlineData("a,b\n1,4567890123456789012345\n1,2", "2:row.tooLong|3:[1][2]")]
    [InlineData("a,b\n1,\"6789\n1234\n6789\n1234\n678\"\n1,2", "2:row.tooLong|6:row.fieldCount|7:[1][2]")]
    [InlineData("a,b\n1,456789012345678901234567890", "2:row.tooLong")]
    public void Read_RecordBeyondTheLimit_EndsAtTheNextLineEnd(string text, string expected)
    {
        Assert.Equal(expected, string.Join('|', CsvText.Records(text, Small)));
        Assert.Equal(expected, string.Join('|', CsvText.Records(new ChunkedStream(CsvText.Utf8(text), 1), Small)));
    }

    [Fact]
    public void RawRecord_AnyRecord_IsAsInTheFile()
    {
        using var reader = CsvReader.Open(new MemoryStream("a,b\n\"x\"\"y\",1\r\n1\n123456789012345678901234567890\n"u8.ToArray()), Small).Value;
        var raw = new List<string>();
        while (reader.Read())
        {
            raw.Add(reader.RecordOffset + ":" + Encoding.UTF8.GetString(reader.RawRecord));
        }

        Assert.Equal(["4:\"x\"\"y\",1", "14:1", "16:12345678901234567890"], raw);
    }

    [Fact]
    public void Read_LineOfHundredsOfMegabytes_StaysInBoundedMemory()
    {
        const long LineBytes = 300_000_000;
        var stream = new SyntheticStream("a,b\n1,2\n", (byte)'x', LineBytes, "\n3,4\n");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(["2:[1][2]", "3:row.tooLong", "4:[3][4]"], CsvText.Records(stream));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 6 * CsvOptions.DefaultMaxRecordBytes);
    }

    [Fact]
    public void Read_ManyRecords_AllocatesNothingForThem()
    {
        byte[] content = CsvText.Utf8("a,b\n" + string.Concat(Enumerable.Repeat("1.5,\"x\"\"y\"\n", 50_000)));
        using var reader = CsvReader.Open(new MemoryStream(content), new CsvOptions()).Value;
        Assert.True(reader.Read());
        long before = GC.GetAllocatedBytesForCurrentThread();
        int length = 0;
        while (reader.Read())
        {
            length += reader[0].Length + reader[1].Length;
        }

        Assert.Equal(49_999 * 6, length);

        // Less than a byte a record: what there is comes from the runtime's own warm-up.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 49_998);
    }

    [Fact]
    public void Read_TenThousandColumns_GivesEach()
    {
        string header = string.Join(',', Enumerable.Range(0, 10_000).Select(i => "c" + i));
        string row = string.Join(',', Enumerable.Range(0, 10_000));
        using var reader = CsvReader.Open(new MemoryStream(CsvText.Utf8($"{header}\n{row}\n{row},1\n")), new CsvOptions()).Value;
        Assert.True(reader.Read());
        Assert.Null(reader.Problem);
        Assert.Equal("9999", Encoding.UTF8.GetString(reader[9999]));
        Assert.True(reader.Read());
        Assert.Equal(RowProblemCodes.FieldCount, reader.Problem?.Code);
    }

    [Fact]
    public async Task Read_RandomText_IsTheSameForAnyChunks()
    {
        const string Alphabet = "ab\"\",,\n\n\r1é\0";
        var random = new Random(7);
        for (int round = 0; round < 500; round++)
        {
            var text = new StringBuilder("h1,h2\n");
            for (int i = random.Next(200); i > 0; i--)
            {
                text.Append(Alphabet[random.Next(Alphabet.Length)]);
            }

            byte[] content = CsvText.Utf8(text.ToString());
            var options = new CsvOptions { MaxRecordBytes = random.Next(10, 100) };
            var whole = CsvText.Records(new MemoryStream(content), options);
            Assert.Equal(whole, CsvText.Records(new ChunkedStream(content, round), options));
            Assert.Equal(whole, CsvText.Records(new ChunkedStream(CsvText.Gzip(content), round), options));

            using var reader = (await CsvReader.OpenAsync(new ChunkedStream(content, round), options, CancellationToken.None)).Value;
            var records = new List<string>();
            while (await reader.ReadAsync(CancellationToken.None))
            {
                records.Add(CsvText.Describe(reader));
            }

            Assert.Equal(whole, records);
        }
    }

    [Fact]
    public void Read_RecordsAcrossBuffers_KeepsThemWhole()
    {
        var random = new Random(3);
        var expected = new List<string>();
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < 3000; i++)
        {
            string field = new('x', random.Next(1, i % 500 == 0 ? 400_000 : 300));
            text.Append(i).Append(',').Append(field).Append('\n');
            expected.Add($"{i + 2}:[{i}][{field}]");
        }

        Assert.Equal(expected, CsvText.Records(text.ToString()));
    }

    [Theory]
    [InlineData("", "csv.emptyFile")]
    [InlineData("\uFEFF\r\n\n", "csv.emptyFile")]
    [InlineData("a,b,a,b\n", "csv.duplicateColumn,csv.duplicateColumn")]
    [InlineData("a, ,a\n", "csv.emptyColumnName,csv.duplicateColumn")]
    [InlineData("a,\"b\n1,2", "csv.malformedHeader")]
    [InlineData("a,\0b\n1,2", "csv.encoding")]
    [InlineData("a,b,c,d\n", "csv.tooManyColumns")]
    public void Open_UnusableHeader_ReportsAllProblems(string text, string codes)
    {
        var options = new CsvOptions { MaxColumns = text.Contains('d') ? 3 : 4 };
        Assert.Equal(codes, string.Join(',', CsvReader.Open(new MemoryStream(CsvText.Utf8(text)), options).Problems.Select(p => p.Code)));
    }

    [Fact]
    public void Open_Utf16_SaysSo()
    {
        var problem = Assert.Single(CsvReader.Open(new MemoryStream([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a,b\n")]), new CsvOptions()).Problems);
        Assert.Equal("csv.encoding", problem.Code);
        Assert.Contains("UTF-16", problem.Message);
    }

    [Fact]
    public void Read_TruncatedOrDamagedGzip_EndsInAProblem()
    {
        var random = new Random(5);
        byte[] gzip = CsvText.Gzip(CsvText.Utf8("a,b\n" + string.Concat(Enumerable.Range(0, 100_000).Select(_ => random.Next() + ",1\n"))));
        Assert.Equal("csv.gzip", CsvText.Records(new MemoryStream(gzip[..^1000]))[^1]);
        gzip.AsSpan(gzip.Length / 2, 100).Fill(0xFF);
        Assert.Equal("csv.gzip", CsvText.Records(new MemoryStream(gzip))[^1]);
        Assert.Equal("csv.gzip", CsvReader.Open(new MemoryStream([0x1F, 0x8B, 1, 2, 3]), new CsvOptions()).Problems[0].Code);
    }

    [Fact]
    public void Read_ContentBeyondTheLimit_GivesWholeRecordsThenAProblem()
    {
        byte[] content = CsvText.Utf8("a,b\n1,2\n3,4\n5,6\n");
        var options = new CsvOptions { MaxContentBytes = 13 };
        string[] expected = ["2:[1][2]", "3:[3][4]", "csv.tooLarge"];
        Assert.Equal(expected, CsvText.Records(new MemoryStream(content), options));
        Assert.Equal(expected, CsvText.Records(new MemoryStream(CsvText.Gzip(content)), options));
        Assert.Equal(3, CsvText.Records(new MemoryStream(content), options with { MaxContentBytes = content.Length }).Count);
    }

    [Fact]
    public void Read_MidFile_TakesTheFirstRecordAsData()
    {
        var options = new CsvOptions { Header = ["a", "b"], Separator = ';', FirstLineNumber = 100 };
        Assert.Equal(["100:[1][2]", "101:row.fieldCount", "102:[3][4]"], CsvText.Records("1;2\n1\n3;4", options));
    }
}
