using System.Net;
using System.Text.Json;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Web.Tests;

public sealed class PredictionLogTests
{
    private const string Row = """{"alcohol":20,"isRed":true,"grape":"merlot","picked":"2024-05-17T08:30:00Z"}""";

    [Fact]
    public async Task Predict_Answered_IsInTheLogWithItsIdWithinSeconds()
    {
        await using var server = await StartAsync("{ redact: [grape] }");

        var (_, one) = await server.PredictAsync("wine", Row);
        var (_, two) = await server.SendAsync(HttpMethod.Post, "/api/models/wine/predict?version=1", $"[{Row},{Row}]");
        var ids = two.GetProperty("predictions").EnumerateArray().Append(one.GetProperty("prediction")).Select(p => p.GetProperty("id").GetGuid());

        await server.WaitAsync(async () => (await ReadAsync(server.Store)).Count == 3);
        var read = await ReadAsync(server.Store);
        Assert.Equal(ids.Order(), read.Select(p => p.Id).Order());
        Assert.Equal([null, null, "champion"], read.Select(p => p.Variant).Order());
        Assert.All(read, p =>
        {
            Assert.Equal([true, true, false, true], p.Inputs.ToArray().Select(v => v.IsLogged));
            Assert.Equal((1, "good, \"very\"", 20.0), (p.Version, p.Label, p.Inputs.Span[0].Number));
            Assert.InRange(p.Latency, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(30));
        });
    }

    [Fact]
    public async Task Predict_WithTraceParent_LogsTheTrace()
    {
        await using var server = await StartAsync("{}");
        server.Client.DefaultRequestHeaders.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        await server.PredictAsync("wine", Row);

        await server.WaitAsync(async () => (await ReadAsync(server.Store)).Count == 1);
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", (await ReadAsync(server.Store))[0].TraceId);
    }

    [Fact]
    public async Task Predict_SpecThatCannotBeRead_LogsNoInputs()
    {
        await using var server = await TestServer.StartAsync(models => models.AddWineAsync());

        await server.PredictAsync("wine", Row);

        await server.WaitAsync(async () => (await ReadAsync(server.Store)).Count == 1);
        Assert.DoesNotContain((await ReadAsync(server.Store))[0].Inputs.ToArray(), v => v.IsLogged);
    }

    [Fact]
    public async Task Predict_Confirmed_AnswersOnlyWhenStored()
    {
        await using var server = await StartAsync("{ durability: confirmed }", failing: true);

        var (status, problem) = await server.PredictAsync("wine", Row);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "log.unavailable"), (status, problem.GetProperty("code").GetString()));

        server.Faults!.IsFailing = false;
        await server.WaitAsync(async () => (await server.PredictAsync("wine", Row)).Status == HttpStatusCode.OK);
        for (int i = 0; i < 20; i++)
        {
            var (_, body) = await server.PredictAsync("wine", Row);
            Assert.Contains(await ReadAsync(server.Store), p => p.Id == body.GetProperty("prediction").GetProperty("id").GetGuid());
        }
    }

    [Fact]
    public async Task Predict_BufferedWhileTheStoreFails_AnswersAndStoresLater()
    {
        await using var server = await StartAsync("{}", failing: true);

        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await server.PredictAsync("wine", Row)).Status);
        }

        server.Faults!.IsFailing = false;
        await server.WaitAsync(async () => (await ReadAsync(server.Store)).Count == 20);
    }

    [Fact]
    public async Task Stop_UnderLoad_LosesNoAnsweredPrediction()
    {
        var server = await StartAsync("{}");
        await using var _ = server;
        var answered = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(() => CallUntilStoppedAsync(server, answered))).ToList();
        await server.WaitAsync(() => Task.FromResult(answered.Count > 500));

        await server.StopAsync();
        await Task.WhenAll(clients);

        var logged = (await ReadAsync(server.Store)).Select(p => p.Id).ToHashSet();
        Assert.DoesNotContain(answered, id => !logged.Contains(id));
    }

    [Fact]
    public async Task Feedback_OneOrMany_IsStoredWhenAnsweredAndJoins()
    {
        await using var server = await StartAsync("{}");
        var (_, body) = await server.PredictAsync("wine", $"[{Row},{Row}]");
        var ids = body.GetProperty("predictions").EnumerateArray().Select(p => p.GetProperty("id").GetGuid()).ToList();

        var (status, answer) = await FeedbackAsync(server, $$"""{"id":"{{ids[0]}}","actual":"bad"}""");
        var (_, several) = await FeedbackAsync(
            server, $$"""[{"id":"{{ids[1]}}","actual":"bad"},{"id":"{{ids[1]}}","actual":"good, \"very\""},{"id":"{{Guid.CreateVersion7()}}","actual":"bad"}]""");

        Assert.Equal((HttpStatusCode.OK, 1, 3), (status, answer.GetProperty("accepted").GetInt32(), several.GetProperty("accepted").GetInt32()));
        await server.WaitAsync(async () => (await ReadAsync(server.Store)).Count == 2);
        var actuals = (await ReadAsync(server.Store)).ToDictionary(p => p.Id, p => p.Actual?.Label);
        Assert.Equal(("bad", "good, \"very\""), (actuals[ids[0]], actuals[ids[1]]));
    }

    [Fact]
    public async Task Feedback_Bad_IsRefusedWithEveryProblem()
    {
        await using var server = await StartAsync("{}");

        var (status, problem) = await FeedbackAsync(server, """[{"id":"7","actual":"worse"},{"id":"019c0a3e-7a10-7d3e-9b1c-2f4f6a8e0c11","actual":"bad"}]""");
        var (unknown, _) = await server.SendAsync(HttpMethod.Post, "/api/models/nobody/feedback", "{}");
        var (type, _) = await server.SendAsync(HttpMethod.Post, "/api/models/wine/feedback", "{}", "text/csv");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(
            ["/0 feedback.id", "/0 feedback.actual"],
            problem.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("pointer")} {e.GetProperty("code")}"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.UnsupportedMediaType), (unknown, type));
        Assert.DoesNotContain(await FilesAsync(server.Store), path => path.Key.Contains("/feedback/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Feedback_WhileTheStoreFails_IsNotAcknowledged()
    {
        await using var server = await StartAsync("{}", failing: true);

        var (status, problem) = await FeedbackAsync(server, """{"id":"019c0a3e-7a10-7d3e-9b1c-2f4f6a8e0c11","actual":"bad"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "log.unavailable"), (status, problem.GetProperty("code").GetString()));
        server.Faults!.IsFailing = false;
    }

    private static Task<TestServer> StartAsync(string log, bool failing = false) => TestServer.StartAsync(
        models => models.AddWineAsync(log: log), failingAppends: failing);

    private static Task<(HttpStatusCode Status, JsonElement Body)> FeedbackAsync(TestServer server, string body) =>
        server.SendAsync(HttpMethod.Post, "/api/models/wine/feedback", body);

    private static async Task CallUntilStoppedAsync(TestServer server, System.Collections.Concurrent.ConcurrentBag<Guid> answered)
    {
        while (true)
        {
            try
            {
                var (status, body) = await server.PredictAsync("wine", Row);
                Assert.Equal(HttpStatusCode.OK, status);
                answered.Add(body.GetProperty("prediction").GetProperty("id").GetGuid());
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static async Task<List<LoggedPrediction>> ReadAsync(IObjectStore store)
    {
        var now = TimeProvider.System.GetUtcNow();
        var reader = new LoggedPredictionReader(store, TimeProvider.System);
        var predictions = new List<LoggedPrediction>();
        var window = new LogWindow(now.AddHours(-1), now.AddHours(1));
        await foreach (var p in reader.ReadAsync(ModelName.Parse("wine"), ModelFactory.WineSchema, window, new LogReadReport(), default))
        {
            predictions.Add(p);
        }

        return predictions;
    }

    private static async Task<List<ObjectPath>> FilesAsync(IObjectStore store)
    {
        var paths = new List<ObjectPath>();
        await foreach (var entry in store.ListAsync("logs", "", default))
        {
            paths.Add(entry.Path);
        }

        return paths;
    }
}
