using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.Audit;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Registry;
using Slipway.Rollouts;
using Xunit.Abstractions;

namespace Slipway.Web.Tests;

/// <summary>Rollouts over real HTTP. SLIPWAY_FULL=1 runs the load at its full size.</summary>
public sealed class RolloutTests(ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SLIPWAY_FULL") == "1";

    [Fact]
    public async Task Canary_ManyKeys_GetsItsShareAndKeepsItsKeys()
    {
        int count = IsFull ? 100_000 : 6_000;
        await using var server = await StartAsync(Line(0, 1), Line(0, 2));
        await StartCanaryAsync(server, 10, """{"outputShift":null}""");

        int[] first = await AskAllAsync(server, count);
        int[] again = await AskAllAsync(server, Math.Min(count, 2_000));

        double share = first.Count(v => v == 2) / (double)count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} requests at 10%: canary {share:P3}"));
        Assert.InRange(share, 0.09, 0.11);
        Assert.Equal(first.Take(again.Length), again);
        var status = await WaitForRequestsAsync(server, count + again.Length);
        Assert.InRange(status.GetProperty("shares").GetProperty("canary").GetDouble(), 0.09, 0.11);
    }

    [Theory]
    [InlineData("notFinite", "errors")]
    [InlineData("throws", "errors")]
    [InlineData("slow", "latency")]
    [InlineData("shifted", "output")]
    public async Task Canary_Bad_IsRolledBackInTenSecondsOfTrafficAndFailsNoRequest(string fault, string rail)
    {
        byte[] canary = fault switch { "notFinite" => Line(3e38f, 0), "throws" => ThrowingModel.Onnx, "slow" => Slow(), _ => Line(1, 500) };
        await using var server = await StartAsync(Line(1, 0), canary);
        await StartCanaryAsync(server, 20, """{"latencySlackMs":0,"latencyRatio":4}""");
        using var stop = new CancellationTokenSource();
        long start = TimeProvider.System.GetTimestamp();
        var clients = Enumerable.Range(0, 4).Select(i => Task.Run(() => LoadAsync(server, i, stop.Token))).ToList();

        await server.WaitAsync(async () => Phase(await ReportAsync(server)) != "running");
        var taken = TimeProvider.System.GetElapsedTime(start);
        await stop.CancelAsync();
        int requests = (await Task.WhenAll(clients)).Sum();

        var rollout = (await ReportAsync(server)).GetProperty("rollout");
        string outcome = rollout.GetProperty("outcome").GetString()!;
        output.WriteLine($"{fault}: rolled back after {taken.TotalSeconds:0.0} s and up to {requests} requests, none failed. {outcome}");
        Assert.Equal("rolledBack", rollout.GetProperty("phase").GetString());
        Assert.StartsWith(rail, outcome, StringComparison.OrdinalIgnoreCase);
        Assert.True(taken < TimeSpan.FromSeconds(10), $"It took {taken}.");
        Assert.All(await AskAllAsync(server, 200), version => Assert.Equal(1, version));

        // The rollout's document carries its entry until the log has it, which is after callers see it.
        List<AuditRecord> entries = [];
        await server.WaitAsync(async () =>
        {
            entries = await new AuditLog(server.Store).ReadAsync(0, default).ToListAsync();
            return entries.Exists(e => e.Action == AuditActions.RolloutRolledBack);
        });
        Assert.Equal(outcome, Assert.Single(entries, e => e.Action == AuditActions.RolloutRolledBack).Reason);
    }

    [Fact]
    public async Task Canary_ThatThrows_IsAnsweredForByTheChampion()
    {
        await using var server = await StartAsync(Line(1, 0), ThrowingModel.Onnx);
        await StartCanaryAsync(server, 100, """{"errorRate":null,"outputShift":null,"latencyRatio":null}""");

        for (int size = 0; size < 2 * ThrowingModel.Limit; size++)
        {
            var (status, answer) = await server.PredictAsync("price", string.Create(CultureInfo.InvariantCulture, $$"""[{"size":{{size}}},{"size":1}]"""));

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(size < ThrowingModel.Limit ? 2 : 1, answer.GetProperty("version").GetInt32());
            Assert.Equal([size, 1], answer.GetProperty("predictions").EnumerateArray().Select(p => p.GetProperty("value").GetDouble()));
        }

        await server.WaitAsync(async () => Variant(await ReportAsync(server), "canary") is { } canary
            && canary.GetProperty("exceptions").GetInt64() == ThrowingModel.Limit && canary.GetProperty("requests").GetInt64() == 2 * ThrowingModel.Limit);
    }

    [Fact]
    public async Task Canary_RolledBackByOneServer_IsLeftByTheOtherInTwoSeconds()
    {
        await using var server = await StartAsync(Line(1, 0), ThrowingModel.Onnx);
        await using var other = await TestServer.StartAsync(_ => Task.CompletedTask, beside: server);
        await StartCanaryAsync(server, 100, "{}");
        await other.WaitAsync(async () => await VersionAsync(other, "any") == 2);
        using var stop = new CancellationTokenSource();
        var client = Task.Run(() => LoadAsync(server, 0, stop.Token));

        await server.WaitAsync(async () => Phase(await ReportAsync(server)) != "running");
        var taken = await other.WaitAsync(async () => await VersionAsync(other, "any") == 1);

        await stop.CancelAsync();
        await client;
        output.WriteLine($"The other server left the canary {taken.TotalSeconds:0.00} s after the roll-back.");
        Assert.True(taken < TimeSpan.FromSeconds(IsFull ? 2 : 10), $"It took {taken}.");
        Assert.Equal("rolledBack", Phase(await ReportAsync(other)));
        Assert.Contains("seen by test", (await ReportAsync(other)).GetProperty("rollout").GetProperty("outcome").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canary_ThatPassesItsRamp_BecomesChampion()
    {
        await using var server = await StartAsync(Line(1, 0), Line(1.001f, 0), o => o.JobPollInterval = TimeSpan.FromMilliseconds(100));
        string steps = """[{"percent":20,"minSeconds":0,"minRequests":10},{"percent":60,"minSeconds":0,"minRequests":10}]""";
        await PutAsync(server, $$"""{"version":2,"steps":{{steps}},"rails":{"latencyRatio":null},"reason":"a test"}""");
        using var stop = new CancellationTokenSource();
        var client = Task.Run(() => LoadAsync(server, 0, stop.Token));

        await server.WaitAsync(async () => Phase(await ReportAsync(server)) == "promoted");
        await server.WaitAsync(async () => await VersionAsync(server, "any") == 2);

        await stop.CancelAsync();
        await client;
        Assert.Equal(2, (await server.Models.Registry.ResolveAsync(ModelName.Parse("price"), "champion", default)).Value);
    }

    [Fact]
    public async Task Shadow_IsAskedAndNeverAnswers()
    {
        await using var server = await StartAsync(Line(0, 1), Line(0, 2));
        await PutAsync(server, """{"strategy":"shadow","shadows":[2],"reason":"a test"}""");

        Assert.All(await AskAllAsync(server, 300), version => Assert.Equal(1, version));

        await server.WaitAsync(async () => Variant(await ReportAsync(server), "shadow-2") is { } shadow
            && shadow.GetProperty("requests").GetInt64() + shadow.GetProperty("dropped").GetInt64() == 300);
    }

    [Fact]
    public async Task Ab_FeatureAsKey_IsStickyByTheFirstRow()
    {
        await using var server = await StartAsync(Line(0, 1), Line(0, 2));
        await PutAsync(server, """{"strategy":"ab","arms":[{"name":"b","version":2,"percent":50}],"keyFeature":"size","rails":{"outputShift":null},"reason":"a test"}""");

        var versions = new List<int>();
        for (int size = 0; size < 100; size++)
        {
            string body = string.Create(CultureInfo.InvariantCulture, $$"""[{"size":{{size}}},{"size":1}]""");
            var (status, answer) = await server.PredictAsync("price", body);
            int again = (await server.PredictAsync("price", body)).Body.GetProperty("version").GetInt32();
            Assert.Equal(HttpStatusCode.OK, status);
            versions.Add(answer.GetProperty("version").GetInt32());
            Assert.Equal(versions[^1], again);
            Assert.All(answer.GetProperty("predictions").EnumerateArray(), p => Assert.Equal(versions[^1], p.GetProperty("value").GetDouble()));
        }

        Assert.InRange(versions.Count(v => v == 2), 25, 75);
    }

    [Fact]
    public async Task Abort_InAnotherProcess_IsSeenWithinSeconds()
    {
        await using var server = await StartAsync(Line(0, 1), Line(0, 2));
        await StartCanaryAsync(server, 100, """{"outputShift":null}""");
        Assert.Equal(2, await VersionAsync(server, "any"));

        var rollouts = new RolloutStore(server.Store, new AuditLog(server.Store), TimeProvider.System);
        await new EndRollout(server.Models.Registry, rollouts, TimeProvider.System).AbortAsync(ModelName.Parse("price"), "enough", "test", default);

        var taken = await server.WaitAsync(async () => await VersionAsync(server, "any") == 1);
        Assert.True(taken < TimeSpan.FromSeconds(5), $"It took {taken}.");
        var (again, problem) = await server.SendAsync(HttpMethod.Post, "/api/models/price/rollout/abort", """{"reason":"again"}""");
        Assert.Equal((HttpStatusCode.Conflict, "rollout.notRunning"), (again, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Put_WrongInManyWays_TellsAllAtOnce()
    {
        await using var server = await StartAsync(Line(0, 1), ModelFactory.WineOnnx, schemaOfSecond: ModelFactory.WineSchema);

        var (status, problem) = await server.SendAsync(
            HttpMethod.Put, "/api/models/price/rollout",
            """{"version":2,"steps":[{"percent":50},{"percent":20}],"keyFeature":"nose","rails":{"errorRate":2},"arms":[]}""");
        var (malformed, _) = await server.SendAsync(HttpMethod.Put, "/api/models/price/rollout", """{"versoin":2}""");
        var (none, _) = await server.SendAsync(HttpMethod.Get, "/api/models/price/rollout");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (status, malformed, none));
        Assert.Equal(
            ["registry.reasonMissing", "rollout.contradiction", "rollout.steps", "rollout.rails", "rollout.schemaMisfit", "rollout.keyFeature"],
            problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()));
    }

    private static byte[] Line(float slope, float intercept) => OnnxExporter.Export(
        ModelFactory.PriceSchema, [new NumberStep("size")], new LinearModel([slope], [intercept], OutputLink.Identity));

    /// <summary>The same answers as a line of slope 0, by very many trees.</summary>
    private static byte[] Slow()
    {
        var tree = new Tree
        {
            Features = [0, -1, -1],
            Thresholds = [50, 0, 0],
            Left = [1, 0, 1],
            Right = [2, 0, 0],
            MissingGoesLeft = [true, false, false],
            LeafScores = [0.0025f, 0.0075f],
            Output = 0,
        };
        var trees = new TreeEnsemble([.. Enumerable.Repeat(tree, 20_000)], [0], OutputLink.Identity);
        return OnnxExporter.Export(ModelFactory.PriceSchema, [new NumberStep("size")], trees);
    }

    private static Task<TestServer> StartAsync(
        byte[] champion, byte[] other, Action<SlipwayWebOptions>? configure = null, Learning.Schemas.ModelSchema? schemaOfSecond = null) =>
        TestServer.StartAsync(
            async models =>
            {
                await models.AddAsync("price", ModelFactory.PriceSchema, champion);
                await models.AddAsync("price", schemaOfSecond ?? ModelFactory.PriceSchema, other);
                await models.PromoteAsync("price", 1);
            },
            configure);

    private static Task StartCanaryAsync(TestServer server, double percent, string rails) => PutAsync(server, string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"version":2,"steps":[{"percent":{{percent}},"minSeconds":3600,"minRequests":0}],"rails":{{rails}},"reason":"a test"}"""));

    private static async Task PutAsync(TestServer server, string body)
    {
        var (status, answer) = await server.SendAsync(HttpMethod.Put, "/api/models/price/rollout", body);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
    }

    private static async Task<JsonElement> ReportAsync(TestServer server) =>
        (await server.SendAsync(HttpMethod.Get, "/api/models/price/rollout")).Body;

    private static string? Phase(JsonElement report) => report.GetProperty("rollout").GetProperty("phase").GetString();

    private static JsonElement? Variant(JsonElement report, string name) =>
        report.GetProperty("status").GetProperty("variants").EnumerateArray().Where(v => v.GetProperty("variant").GetString() == name)
            .Select(v => (JsonElement?)v).FirstOrDefault();

    private static async Task<JsonElement> WaitForRequestsAsync(TestServer server, int count)
    {
        JsonElement status = default;
        await server.WaitAsync(async () =>
        {
            status = (await ReportAsync(server)).GetProperty("status");
            return status.GetProperty("variants").EnumerateArray().Sum(v => v.GetProperty("requests").GetInt64()) == count;
        });
        return status;
    }

    private static async Task<int[]> AskAllAsync(TestServer server, int count)
    {
        var versions = new int[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            versions[i] = await VersionAsync(server, i.ToString(CultureInfo.InvariantCulture)));
        return versions;
    }

    private static async Task<int> LoadAsync(TestServer server, int client, CancellationToken stop)
    {
        int count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            await VersionAsync(server, string.Create(CultureInfo.InvariantCulture, $"{client}/{count}"), 10 + (count % 90));
        }

        return count;
    }

    private static async Task<int> VersionAsync(TestServer server, string key, int size = 5)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/models/price/predict");
        string body = string.Create(CultureInfo.InvariantCulture, $$"""{"size":{{size}}}""");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("X-Slipway-Key", key);
        using var response = await server.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("version").GetInt32();
    }
}
