using System.Text.Json;

namespace Slipway.Tests.PredictionLog;

public sealed class PredictionRecorderTests
{
    private const string Key = "wine/predictions/2026/03/01/12-one.jsonl";

    private const string Row =
        """{"alcohol":12.1,"isRed":true,"grape":"pinot \"é\"","picked":"2024-05-17T08:30:00Z","note":null}""";

    [Fact]
    public async Task Record_Row_IsOneReadableLine()
    {
        await using var harness = new LogHarness();
        var id = (await harness.ServeAsync(LogHarness.Version(3), Row, trace: new string('a', 32)))[0];
        await harness.ReadAsync();

        string line = await harness.TextAsync(Key);

        Assert.StartsWith($"{{\"id\":\"{id}\",\"time\":\"2026-03-01T12:00:00Z\",\"version\":3,\"variant\":\"champion\",\"latencyMs\":1.5,", line, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(line);
        Assert.Equal(new string('a', 32), json.RootElement.GetProperty("trace").GetString());
        Assert.Equal("good, \"very\"", json.RootElement.GetProperty("label").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("probabilities").EnumerateObject().Count());
        Assert.EndsWith(
            """
            "inputs":{"alcohol":12.1,"isRed":true,"grape":"pinot \"é\"","picked":"2024-05-17T08:30:00Z","note":null}}

            """.ReplaceLineEndings("\n"),
            line,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_RedactedFeatures_AreNowhereInTheLog()
    {
        await using var harness = new LogHarness();
        await harness.ServeAsync(LogHarness.Version(log: "{ redact: [grape, note] }"), Row.Replace("\"note\":null", "\"note\":\"secret\"", StringComparison.Ordinal));

        var read = (await harness.ReadAsync())[0];
        string text = await harness.TextAsync(Key);

        Assert.DoesNotContain("pinot", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Equal([true, true, false, true, false], read.Inputs.ToArray().Select(v => v.IsLogged));
    }

    [Theory]
    [InlineData("{ redact: [grappe] }", "[]", false)]
    [InlineData("{ redact: [customer] }", "[customer]", true)]
    [InlineData("{ inputs: false }", "[]", false)]
    public async Task Record_NameToRedactThatNobodyKnows_LogsNoInputs(string log, string ignore, bool logsInputs)
    {
        await using var harness = new LogHarness();
        await harness.ServeAsync(LogHarness.Version(log: log, ignore: ignore), Row);

        Assert.Equal(logsInputs, (await harness.ReadAsync())[0].Inputs.Span[0].IsLogged);
        Assert.Equal(logsInputs, (await harness.TextAsync(Key)).Contains("inputs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Record_Sample_IsTheShareAndTheSameByEveryProcess()
    {
        await using var harness = new LogHarness();
        string rows = "[" + string.Join(',', Enumerable.Repeat(Row, 10_000)) + "]";
        var model = LogHarness.Version(log: "{ sampleRate: 0.3 }");
        var ids = await harness.ServeAsync(model, rows);

        var read = await harness.ReadAsync();

        // Four standard deviations of the count: a fixed property of the mix on ids in a row, whatever they start with.
        Assert.InRange(read.Count, 2817, 3183);
        Assert.Equal(ids.Where(id => Slipway.PredictionLog.Sampling.Includes(id, 0.3)), read.Select(p => p.Id));
        Assert.DoesNotContain(ids, id => Slipway.PredictionLog.Sampling.Includes(id, 0));
        Assert.All(read, p => Assert.True(Slipway.PredictionLog.Sampling.Includes(p.Id, 0.5)));
    }
}
