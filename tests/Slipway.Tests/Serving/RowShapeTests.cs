using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Slipway.Serving;
using Slipway.Serving.Frames;

namespace Slipway.Tests.Serving;

public sealed class RowShapeTests
{
    private const string Row =
        """{"alcohol": 12.5, "isRed": true, "grape": "merlot", "picked": "2024-05-17T08:30:00Z", "ash/a~b": 1, "note": "x"}""";

    private static readonly string[] Values =
    [
        "0", "1", "10", "12.25", "-3", "1e1", "99.99999999999999999", "0.1", "100.5", "1e39", "01", "1.", "NaN", "null", "true", "false",
        "\"\"", "\"merlot\"", "\" 1 \"", "\"m\\u0065\"", "\"grün\"", "\"2024-05-17\"", "\"2024-05-17T08:30:00Z\"", "{}", "[1]",
    ];

    private readonly JsonRowReader _reader = new(TestSchemas.All);

    [Fact]
    public void Read_RowsOfOneShape_ReadsThemByIt()
    {
        var batch = new FeatureBatch(TestSchemas.All);
        var layout = new FeatureLayout(TestSchemas.All);
        byte[] other = Encoding.UTF8.GetBytes(
            """{"alcohol": 1e1, "isRed": 0, "grape": "zzz", "picked": "2024-05-18", "ash/a~b": null, "note": null}, ...""");

        var shape = RowShape.Learn(Encoding.UTF8.GetBytes(Row), layout);
        int end = shape!.Read(other, 0, batch);

        Assert.Equal(other.Length - ", ...".Length, end);
        Assert.Equal(1, batch.RowCount);
        Assert.Equal(10f, batch.Numbers(0)[0]);
        Assert.Equal(0f, batch.Numbers(1)[0]);
        Assert.Equal("zzz", batch.Words(2)[0]);
        Assert.Equal(new DateTime(2024, 5, 18, 0, 0, 0, DateTimeKind.Utc).Ticks, batch.Ticks(3)[0]);
        Assert.True(float.IsNaN(batch.Numbers(4)[0]));
        Assert.Equal("", batch.Words(5)[0]);
    }

    [Theory]
    [InlineData("\"alcohol\": 12.5", "\"alcohol\":12.5")]
    [InlineData("12.5", "\"12.5\"")]
    [InlineData("12.5", "101")]
    [InlineData("12.5", "null")]
    [InlineData("\"grape\"", "\"Grape\"")]
    [InlineData("\"x\"}", "\"x\", \"y\": 1}")]
    [InlineData("\"x\"}", "\"x\"")]
    [InlineData("true", "10")]
    public void Read_AnythingElse_LeavesTheBatchAsItWas(string part, string replacement)
    {
        var batch = new FeatureBatch(TestSchemas.All);
        var shape = RowShape.Learn(Encoding.UTF8.GetBytes(Row), new FeatureLayout(TestSchemas.All));

        Assert.Equal(-1, shape!.Read(Encoding.UTF8.GetBytes(Row.Replace(part, replacement, StringComparison.Ordinal)), 0, batch));

        Assert.Equal(0, batch.RowCount);
        batch.AddRow();
        Assert.True(float.IsNaN(batch.Numbers(0)[0]));
        Assert.Equal("", batch.Words(2)[0]);
    }

    [Theory]
    [InlineData("""{"alcohol": 1, "other": 2}""")]
    [InlineData("""{"alc\u006fhol": 1}""")]
    [InlineData("""{"alcohol": {}}""")]
    [InlineData("{}")]
    public void Learn_RowThatIsBetterReadByItsSyntax_GivesNone(string row) =>
        Assert.Null(RowShape.Learn(Encoding.UTF8.GetBytes(row), new FeatureLayout(TestSchemas.All)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_RandomBodies_FindsWhatReadingBySyntaxFinds(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 4_000; i++)
        {
            byte[] body = Encoding.UTF8.GetBytes(RandomBody(random));
            for (int broken = random.Next(4) - 2; broken > 0; broken--)
            {
                body[random.Next(body.Length)] = (byte)"{}[],:\"0-. \n"[random.Next(12)];
            }

            if (!Utf8.IsValid(body))
            {
                continue;
            }

            // The reader of all bodies knows shapes of the earlier ones.
            Assert.Equal(
                Describe((batch, report) => _reader.ReadBySyntax(body, 20, batch, report)),
                Describe((batch, report) => _reader.Read(body, 20, batch, report)));
        }
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"dataframe_records\": [", "]}")]
    public void Read_ManyRowsOfOneShape_ReadsAllAndNamesThePlaceOfBrokenSyntax(string before, string after)
    {
        const int Rows = 30;
        string rows = string.Join(",\n", Enumerable.Repeat(Row, Rows));
        var batch = new FeatureBatch(TestSchemas.All);
        var report = new InputReport();

        Assert.True(Read(before + rows + after));
        Assert.Equal(Rows, batch.RowCount);
        Assert.Equal(Enumerable.Repeat(12.5f, Rows), batch.Numbers(0).ToArray());
        Assert.Equal(Enumerable.Repeat("x", Rows), batch.Words(5).ToArray());

        batch.Clear();
        report.Clear();
        Assert.False(Read(before + rows + ",\n{\"alcohol\": }" + after));
        var problem = Assert.Single(report.Problems);
        Assert.Equal("request.jsonInvalid", problem.Code);
        Assert.Contains($"line {Rows + 1},", problem.Message, StringComparison.Ordinal);

        bool Read(string text)
        {
            byte[] body = Encoding.UTF8.GetBytes(text);
            return text[0] == '['
                ? _reader.Read(body, 100, batch, report)
                : new FrameReader(new FeatureLayout(TestSchemas.All), _reader).Read(body, FrameDialect.Mlflow, 100, batch, report);
        }
    }

    private static string Describe(Action<FeatureBatch, InputReport> read)
    {
        var batch = new FeatureBatch(TestSchemas.All);
        var report = new InputReport();
        read(batch, report);
        var text = new StringBuilder()
            .AppendJoin('\n', report.Problems).AppendJoin(',', report.IgnoredColumns).AppendJoin(',', report.BadRows)
            .Append(CultureInfo.InvariantCulture, $"{report.IsSingleRow} {report.ProblemCount} ");
        if (!report.IsValid && !report.IsOfRowsOnly)
        {
            return text.ToString();
        }

        text.AppendJoin(',', batch.Numbers(0).ToArray().Select(BitConverter.SingleToInt32Bits))
            .AppendJoin(',', batch.Numbers(1).ToArray()).AppendJoin(',', batch.Words(2).ToArray()).AppendJoin(',', batch.Ticks(3).ToArray())
            .AppendJoin(',', batch.Numbers(4).ToArray()).AppendJoin(',', batch.Words(5).ToArray());
        return text.ToString();
    }

    private static string RandomBody(Random random)
    {
        if (random.Next(4) == 0)
        {
            return RandomRow(random, random.Next(3));
        }

        int style = random.Next(3);
        string comma = random.Next(2) == 0 ? "," : " ,\n  ";
        var rows = Enumerable.Range(0, random.Next(23)).Select(_ => RandomRow(random, random.Next(8) == 0 ? random.Next(3) : style));
        return $"[{string.Join(comma, rows)}]";
    }

    private static string RandomRow(Random random, int style)
    {
        string row = style switch
        {
            0 => Row,
            1 => Row.Replace(" ", "", StringComparison.Ordinal),
            _ => """{"note":"y","alcohol":1.5,"isRed":0,"picked":"2024-01-01","grape":"zin","ash/a~b":-2}""",
        };
        if (random.Next(2) == 0)
        {
            string number = string.Create(CultureInfo.InvariantCulture, $"{random.Next(100)}.{random.Next(1000)}");
            row = row.Replace("12.5", number, StringComparison.Ordinal);
        }

        if (random.Next(3) == 0)
        {
            string[] old = ["12.5", "true", "\"merlot\"", "\"x\"", "\"2024-01-01\"", "-2", "\"note\"", "\"zin\""];
            row = row.Replace(old[random.Next(old.Length)], Values[random.Next(Values.Length)], StringComparison.Ordinal);
        }

        return random.Next(30) == 0 ? Values[random.Next(Values.Length)] : row;
    }
}
