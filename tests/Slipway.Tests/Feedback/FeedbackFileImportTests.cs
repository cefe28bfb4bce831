using System.Text;
using Slipway.Feedback;
using Slipway.Learning.Results;
using Slipway.PredictionLog;
using Slipway.Tests.PredictionLog;

namespace Slipway.Tests.Feedback;

public sealed class FeedbackFileImportTests : IAsyncLifetime
{
    private const string Row = """{"alcohol":12.5,"isRed":false,"grape":"merlot","picked":"2024-05-17T08:30:00Z"}""";

    private readonly LogHarness _harness = new();
    private Guid[] _ids = [];

    public async Task InitializeAsync() => _ids = await _harness.ServeAsync(LogHarness.Version(), $"[{Row},{Row}]");

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Import_Csv_StoresGoodRowsAndListsBadOnes()
    {
        string csv = $""""
            comment,actual,id
            x,bad,{_ids[0]}
            "y
            z",worse,{_ids[1]}
            x,,1
            x,bad
            x,"good, ""very""",{_ids[1]}

            """";

        var result = (await ImportAsync(csv, "a.csv")).Value;

        Assert.Equal((2, 3), (result.Imported, result.BadRows));
        Assert.Equal(
            ["a.csv:3 feedback.actual", "a.csv:5 feedback.id", "a.csv:5 feedback.actualMissing", "a.csv:6 row.fieldCount"],
            result.Problems.Select(p => $"{p.Location} {p.Code}"));
        Assert.Equal(["bad", "good, \"very\""], (await _harness.ReadAsync()).Select(p => p.Actual?.Label));
    }

    [Fact]
    public async Task Import_JsonLines_ReadsLineByLine()
    {
        string lines = $$"""
            {"id":"{{_ids[1]}}","actual":"bad","time":"2026-03-05"}

            {"id":
            []
            {"id":"{{_ids[1]}}","actual":"good, \"very\"","time":"2026-03-04"}
            """;

        var result = (await ImportAsync(lines, "a.jsonl")).Value;

        Assert.Equal((2, 2), (result.Imported, result.BadRows));
        Assert.Equal(["a.jsonl:3", "a.jsonl:4"], result.Problems.Select(p => $"{p.Location}"));
        Assert.Equal([null, "bad"], (await _harness.ReadAsync()).Select(p => p.Actual?.Label));
    }

    [Fact]
    public async Task Import_ManyRows_StoresAllAndListsAFew()
    {
        var text = new StringBuilder("id,actual\n");
        for (int i = 0; i < 12_000; i++)
        {
            text.Append(i % 10 == 0 ? "7,bad\n" : $"{_ids[0]},bad\n");
        }

        var result = (await ImportAsync(text.ToString(), "a.csv")).Value;

        Assert.Equal((10_800, 1200, 100), (result.Imported, result.BadRows, result.Problems.Count));
        await _harness.ReadAsync();
        Assert.Equal(10_800, _harness.Report.Feedback);
    }

    [Fact]
    public async Task Import_WithoutColumns_NamesThem()
    {
        var problems = (await ImportAsync("a,b\n1,2\n", "a.csv")).Problems;

        Assert.Equal(["feedback.columnMissing", "feedback.columnMissing"], problems.Select(p => p.Code));
    }

    private Task<Result<FeedbackImport>> ImportAsync(string content, string name) =>
        new FeedbackFileImport(new RecordFeedback(_harness.Writer(), _harness.Time)).ImportAsync(
            LogHarness.Model, LogHarness.Schema, new MemoryStream(Encoding.UTF8.GetBytes(content)), name, default);
}
