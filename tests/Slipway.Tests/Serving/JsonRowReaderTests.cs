using System.Text;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Tests.Serving;

public sealed class JsonRowReaderTests
{
    private const string Good = """{"alcohol":12.5,"isRed":true,"grape":"merlot","picked":"2024-05-17T08:30:00Z","ash/a~b":1,"note":"x"}""";

    private readonly FeatureBatch _batch = new(TestSchemas.All);
    private readonly InputReport _report = new();

    [Fact]
    public void Read_OneObject_FillsEveryType()
    {
        Assert.True(Read(Good));

        Assert.True(_report.IsSingleRow);
        Assert.Equal([12.5f], _batch.Numbers(0).ToArray());
        Assert.Equal([1f], _batch.Numbers(1).ToArray());
        Assert.Equal(["merlot"], _batch.Words(2).ToArray());
        Assert.Equal([new DateTime(2024, 5, 17, 8, 30, 0, DateTimeKind.Utc).Ticks], _batch.Ticks(3).ToArray());
        Assert.Equal([1f], _batch.Numbers(4).ToArray());
        Assert.Equal(["x"], _batch.Words(5).ToArray());
        Assert.Empty(_report.IgnoredColumns);
    }

    [Fact]
    public void Read_KnownWord_GivesTheSchemasOwnString()
    {
        Assert.True(Read(Good));

        Assert.Same(TestSchemas.All.Features[2].Categories![0], _batch.Words(2)[0]);
    }

    [Fact]
    public void Read_AnyOrderAndFurtherKeys_TakesFeaturesAndNotesTheRestOnce()
    {
        const string Row = """{"z":{"deep":[1,2]},"note":null,"picked":"2024-05-17","grape":"x","isRed":0,"alcohol":1,"y":[]}""";

        Assert.True(Read($"[{Row},{Row}]"));

        Assert.Equal(["z", "y"], _report.IgnoredColumns);
        Assert.Equal(2, _batch.RowCount);
        Assert.Equal([1f, 1f], _batch.Numbers(0).ToArray());
        Assert.All(_batch.Numbers(4).ToArray(), v => Assert.True(float.IsNaN(v)));
    }

    [Fact]
    public void Read_EscapedNameAndText_ReadsThemUnescaped()
    {
        Assert.True(Read(Good.Replace("\"grape\"", "\"gr\\u0061pe\"", StringComparison.Ordinal).Replace("merlot", "mer\\u006cot", StringComparison.Ordinal)));

        Assert.Equal("merlot", _batch.Words(2)[0]);
    }

    [Fact]
    public void Read_ByteOrderMark_IsSkipped() => Assert.True(Read("\uFEFF" + Good));

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    [InlineData("1", 1)]
    [InlineData("0", 0)]
    [InlineData("\"True\"", 1)]
    [InlineData("\"no\"", 0)]
    public void Read_Boolean_TakesWordsAndDigits(string json, float expected)
    {
        Assert.True(Read(With("isRed", json)));

        Assert.Equal(expected, _batch.Numbers(1)[0]);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1.0")]
    [InlineData("true", "true")]
    [InlineData("\" merlot \"", "merlot")]
    public void Read_Category_TakesAnyScalarByItsText(string json, string expected)
    {
        Assert.True(Read(With("grape", json)));

        Assert.Equal(expected, _batch.Words(2)[0]);
    }

    [Theory]
    [InlineData("alcohol", "\"12.5\"", "input.type")]
    [InlineData("alcohol", "true", "input.type")]
    [InlineData("alcohol", "[12.5]", "input.type")]
    [InlineData("alcohol", "{\"a\":{}}", "input.type")]
    [InlineData("alcohol", "null", "input.null")]
    [InlineData("alcohol", "-0.001", "input.range")]
    [InlineData("alcohol", "100.001", "input.range")]
    [InlineData("alcohol", "1e999", "input.notFinite")]
    [InlineData("ash/a~b", "-1e39", "input.notFinite")]
    [InlineData("isRed", "2", "input.type")]
    [InlineData("isRed", "\"maybe\"", "input.type")]
    [InlineData("isRed", "null", "input.null")]
    [InlineData("grape", "null", "input.null")]
    [InlineData("grape", "\"\"", "input.null")]
    [InlineData("grape", "[]", "input.type")]
    [InlineData("grape", "\"\\ud800\"", "input.text")]
    [InlineData("picked", "1715934600", "input.type")]
    [InlineData("picked", "\"yesterday\"", "input.timestamp")]
    [InlineData("picked", "\"2024-02-30\"", "input.timestamp")]
    [InlineData("picked", "\"\"", "input.null")]
    public void Read_BadValue_NamesRowFeatureAndRule(string feature, string json, string code)
    {
        Assert.False(Read($"[{Good},{With(feature, json)}]"));

        var problem = Assert.Single(_report.Problems);
        Assert.Equal((code, 1, feature), (problem.Code, problem.RowIndex, problem.Feature));
    }

    [Fact]
    public void Read_BadValues_NeverRepeatsThem()
    {
        Assert.False(Read("""{"alcohol":"SECRET","isRed":"SECRET","grape":["SECRET"],"picked":"SECRET","ash/a~b":"SECRET","note":{"SECRET":1}}"""));

        Assert.Equal(6, _report.ProblemCount);
        Assert.All(_report.Problems, p => Assert.DoesNotContain("SECRET", p.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SeveralBadRows_ReportsAllAtOnce()
    {
        Assert.False(Read("""[{"alcohol":"x","grape":"a","picked":"2024-01-01"},7,{"alcohol":1,"alcohol":2,"isRed":1,"grape":"a","picked":"2024-01-01"}]"""));

        Assert.Equal(
            [("input.type", 0, "alcohol"), ("input.missing", 0, "isRed"), ("input.rowNotObject", 1, null), ("input.duplicate", 2, "alcohol")],
            _report.Problems.Select(p => (p.Code, p.RowIndex, p.Feature)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"other\":1}")]
    public void Read_RowWithoutAnyFeature_ListsAllOfThem(string json)
    {
        Assert.False(Read(json));

        Assert.Equal(TestSchemas.All.Features.Select(f => f.Name), _report.Problems.Select(p => p.Feature));
        Assert.All(_report.Problems, p => Assert.Equal("input.missing", p.Code));
    }

    [Theory]
    [InlineData("", "request.empty")]
    [InlineData(" \r\n", "request.empty")]
    [InlineData("[]", "request.noRows")]
    [InlineData("7", "request.shape")]
    [InlineData("null", "request.shape")]
    [InlineData("\"text\"", "request.shape")]
    [InlineData("nul", "request.jsonInvalid")]
    [InlineData("{\"alcohol\":1,}", "request.jsonInvalid")]
    [InlineData("{\"alcohol\":NaN}", "request.jsonInvalid")]
    [InlineData("{\"alcohol\":1} {}", "request.jsonInvalid")]
    [InlineData("[{}", "request.jsonInvalid")]
    [InlineData("[{}]]", "request.jsonInvalid")]
    [InlineData("{/* comment */}", "request.jsonInvalid")]
    public void Read_NoRows_SaysWhy(string json, string code)
    {
        Assert.False(Read(json));

        Assert.Equal(code, Assert.Single(_report.Problems).Code);
    }

    [Fact]
    public void Read_InvalidJson_GivesThePlace()
    {
        Assert.False(Read("[\n  {\"alcohol\": x}]"));

        Assert.Contains("line 2, byte 15", Assert.Single(_report.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InvalidUtf8_IsRefused()
    {
        Assert.False(new JsonRowReader(TestSchemas.All).Read([(byte)'"', 0xff, (byte)'"'], 10, _batch, _report));

        Assert.Equal("request.notUtf8", Assert.Single(_report.Problems).Code);
    }

    [Fact]
    public void Read_HalfASurrogatePairInAName_IsAnUnknownKey() => Assert.True(Read(Good.Insert(1, "\"\\ud800\":1,")));

    [Theory]
    [InlineData(10_000)]
    [InlineData(JsonRowReader.MaxDepth)]
    public void Read_TooDeep_IsRefused(int depth)
    {
        Assert.False(Read("{\"x\":" + new string('[', depth) + new string(']', depth) + "}"));

        Assert.Equal("request.jsonTooDeep", Assert.Single(_report.Problems).Code);
    }

    [Fact]
    public void Read_DeepestAllowed_IsAccepted()
    {
        int depth = JsonRowReader.MaxDepth - 1;
        Assert.True(Read(Good.Insert(1, "\"x\":" + new string('[', depth) + new string(']', depth) + ",")));
    }

    [Fact]
    public void Read_TooManyRows_StopsThere()
    {
        Assert.False(new JsonRowReader(TestSchemas.All).Read(Encoding.UTF8.GetBytes($"[{Good},{Good},{Good}]"), 2, _batch, _report));

        Assert.Equal("request.tooManyRows", Assert.Single(_report.Problems).Code);
    }

    [Fact]
    public void Read_ManyProblems_KeepsSomeAndCountsAll()
    {
        string rows = string.Join(',', Enumerable.Repeat("7", 250));

        Assert.False(new JsonRowReader(TestSchemas.All).Read(Encoding.UTF8.GetBytes($"[{rows}]"), 1000, _batch, _report));

        Assert.Equal((InputReport.MaxProblems, 250), (_report.Problems.Count, _report.ProblemCount));
    }

    [Fact]
    public void Read_ManyUnknownColumns_NamesSomeAndCutsLongNames()
    {
        string keys = string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"{i}{new string('n', 500)}\":1"));

        Assert.True(Read(Good.Insert(1, keys + ",")));

        Assert.Equal(InputReport.MaxIgnoredColumns, _report.IgnoredColumns.Count);
        Assert.All(_report.IgnoredColumns, name => Assert.True(name.Length < 80));
    }

    [Fact]
    public void Read_AfterClear_StartsAnew()
    {
        Assert.True(Read($"[{string.Join(',', Enumerable.Repeat(Good, 100))}]"));
        _batch.Clear();
        _report.Clear();

        Assert.True(Read(With("alcohol", "3")));

        Assert.Equal([3f], _batch.Numbers(0).ToArray());
    }

    private static string With(string feature, string json)
    {
        var row = System.Text.Json.Nodes.JsonNode.Parse(Good)!.AsObject();
        row[feature] = "\u0001";
        return row.ToJsonString().Replace("\"\\u0001\"", json, StringComparison.Ordinal);
    }

    private bool Read(string json) => new JsonRowReader(TestSchemas.All).Read(Encoding.UTF8.GetBytes(json), 1000, _batch, _report);
}
