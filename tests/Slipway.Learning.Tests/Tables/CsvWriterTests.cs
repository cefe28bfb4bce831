using System.Globalization;
using System.Text;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

public sealed class CsvWriterTests
{
    [Theory]
    [InlineData("plain", "plain,1")]
    [InlineData("a,b", "\"a,b\",1")]
    [InlineData("a\"b", "\"a\"\"b\",1")]
    [InlineData("a\nb", "\"a\nb\",1")]
    [InlineData("", ",1")]
    [InlineData("=1+1", "=1+1,1")]
    public void WriteField_Text_IsQuotedOnlyWhereNeeded(string text, string expected) => Assert.Equal(expected + "\n", Write(text, new()));

    [Theory]
    [InlineData("=1+1", "'=1+1,1")]
    [InlineData("@x", "'@x,1")]
    [InlineData("+x", "'+x,1")]
    [InlineData("-x,y", "\"'-x,y\",1")]
    [InlineData("\rx", "\"'\rx\",1")]
    [InlineData("\tx", "'\tx,1")]
    [InlineData("-12.5", "-12.5,1")]
    [InlineData("a=b", "a=b,1")]
    public void WriteField_NeutralizeFormulas_PrefixesTextOnly(string text, string expected) =>
        Assert.Equal(expected + "\n", Write(text, new() { NeutralizeFormulas = true }));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-1.0, "-1")]
    [InlineData(double.NaN, "\"\"")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157E+308")]
    public void WriteField_Double_IsTheShortestRoundTrip(double value, string expected)
    {
        var stream = new MemoryStream();
        using (var writer = new CsvWriter(stream, new() { NeutralizeFormulas = true }))
        {
            writer.WriteField(value);
            writer.EndRecord();
        }

        Assert.Equal(expected + "\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task Write_RandomFields_AreReadBackUnchanged(char separator)
    {
        string[] pieces = ["a", "é", "😀", "\"", ",", ";", "\t", "\n", "\r", " ", "\uFEFF", "="];
        var random = new Random(separator);
        for (int round = 0; round < 100; round++)
        {
            int columns = random.Next(1, 6);
            var rows = new List<string[]>();
            var stream = new MemoryStream();
            var writer = new CsvWriter(stream, new() { Separator = separator });
            for (int row = 0; row < 50; row++)
            {
                string[] fields = [.. Enumerable.Range(0, columns).Select(_ => string.Concat(random.GetItems(pieces, random.Next(6))))];
                if (row == 0)
                    fields = [.. fields.Select((field, index) => index.ToString(CultureInfo.InvariantCulture) + field.Trim() + "x")];

                rows.Add(fields);
                foreach (string field in fields)
                {
                    writer.WriteField(field);
                }

                await writer.EndRecordAsync(CancellationToken.None);
            }

            await writer.FlushAsync(CancellationToken.None);
            stream.Position = 0;
            using var reader = CsvReader.Open(stream, new() { Separator = separator }).Value;
            Assert.Equal(rows[0], reader.Header);
            foreach (string[] row in rows.Skip(1))
            {
                Assert.True(reader.Read());
                Assert.Null(reader.Problem);
                Assert.Equal(row, Enumerable.Range(0, columns).Select(i => Encoding.UTF8.GetString(reader[i])));
            }

            Assert.False(reader.Read());
        }
    }

    private static string Write(string text, CsvWriterOptions options)
    {
        var stream = new MemoryStream();
        using (var writer = new CsvWriter(stream, options))
        {
            writer.WriteField(text);
            writer.WriteField(1L);
            writer.EndRecord();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
