using System.Net;
using Slipway.PredictionLog;
using Xunit.Abstractions;

namespace Slipway.Web.Tests;

public sealed class HotSwapTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Promote_UnderLoad_NeverMixesOrDropsARequest()
    {
        await using var server = await TestServer.StartAsync(async models =>
        {
            await models.AddConstantAsync("price", 1);
            await models.AddConstantAsync("price", 2);
            await models.PromoteAsync("price", 1);
        });
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(() => CallAsync(server, stop.Token))).ToList();

        var slowest = TimeSpan.Zero;
        for (int i = 0; i < 20; i++)
        {
            int version = 2 - (i % 2);
            await server.Models.PromoteAsync("price", version);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, (await server.WaitAsync(async () => await VersionAsync(server) == version)).Ticks));
        }

        await stop.CancelAsync();
        int[] calls = await Task.WhenAll(clients);
        Assert.All(calls, count => Assert.True(count > 20));

        // Two seconds are promised; a busy build machine is given more.
        Assert.True(slowest < TimeSpan.FromSeconds(10), $"A promotion was live only after {slowest}.");
    }

    [Fact]
    public async Task Promote_ManyTimesUnderEightConnections_LeavesNoGrowth()
    {
        bool isFull = Environment.GetEnvironmentVariable("SLIPWAY_FULL") == "1";
        int swaps = isFull ? 1_000 : 40;

        // What a busy store makes the log hold back for a moment is bounded, but by more than is to be seen here.
        var log = new LogWriterOptions { Instance = "test", MaxPendingBytes = 64 * 1024, FlushInterval = TimeSpan.FromMilliseconds(20) };
        await using var server = await TestServer.StartAsync(
            async models =>
            {
                await models.AddConstantAsync("price", 1);
                await models.AddConstantAsync("price", 2);
                await models.PromoteAsync("price", 1);
            },
            log: log);

        var heaps = new List<long>();
        for (int part = 0; part < 10; part++)
        {
            heaps.Add(await SwapAsync(server, swaps / 10));
        }

        // A few swaps are over before pools and buffers have their size, so only the full run can judge. What the start of the server left
        // behind goes away sooner or later. What the process takes is seen from outside, by tests/Slipway.Benchmarks/swaps.py.
        long early = heaps.Take(2).Min();
        Assert.True(!isFull || heaps[^1] <= early * 1.1, $"The heap grew from {early} to {heaps[^1]} bytes.");
    }

    [Fact]
    public async Task Promote_VersionThatDoesNotLoad_LeavesTheFormerInPlace()
    {
        await using var server = await TestServer.StartAsync(async models =>
        {
            await models.AddConstantAsync("price", 1);
            await models.PromoteAsync("price", 1);
        });
        await server.Models.AddAsync("price", ModelFactory.PriceSchema, [1, 2, 3]);
        await server.Models.AddConstantAsync("price", 3);

        var (refused, problem) = await server.SendAsync(HttpMethod.Put, "/api/models/price/aliases/champion", """{"version":2,"reason":"try"}""");
        await server.Models.PromoteAsync("price", 2);
        await server.WaitAsync(async () => (await ReadyAsync(server)).GetProperty("faults").GetArrayLength() > 0);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused);
        Assert.StartsWith("onnx.", problem.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await VersionAsync(server));
        var fault = (await ReadyAsync(server)).GetProperty("faults")[0];
        Assert.Equal((1, 2), (fault.GetProperty("serves").GetInt32(), fault.GetProperty("wanted").GetInt32()));

        await server.Models.PromoteAsync("price", 3);
        await server.WaitAsync(async () => await VersionAsync(server) == 3);
        Assert.Equal(0, (await ReadyAsync(server)).GetProperty("faults").GetArrayLength());
    }

    [Fact]
    public async Task Register_WhileServing_AppearsWithoutRestart()
    {
        await using var server = await TestServer.StartAsync(_ => Task.CompletedTask);

        await server.Models.AddWineAsync();

        await server.WaitAsync(async () => (await server.SendAsync(HttpMethod.Get, "/api/models/wine/schema")).Status == HttpStatusCode.OK);
    }

    /// <summary>Swaps under load.</summary>
    /// <returns>The bytes of the heap after it, without garbage and without records on their way to the log.</returns>
    private async Task<long> SwapAsync(TestServer server, int swaps)
    {
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(() => CallAsync(server, stop.Token))).ToList();
        for (int i = 1; i <= swaps; i++)
        {
            var (status, _) = await server.SendAsync(
                HttpMethod.Put, "/api/models/price/aliases/champion", $$"""{"version":{{1 + (i % 2)}},"reason":"a test"}""");
            Assert.Equal(HttpStatusCode.OK, status);
        }

        await stop.CancelAsync();
        int calls = (await Task.WhenAll(clients)).Sum();
        await server.FlushAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine($"{swaps} swaps, {calls} requests: heap {heap} bytes");
        return heap;
    }

    private static async Task<int> CallAsync(TestServer server, CancellationToken stop)
    {
        int count = 0;
        while (!stop.IsCancellationRequested)
        {
            var (status, body) = await server.PredictAsync("price", """[{"size":1},{"size":2},{"size":3}]""");
            Assert.Equal(HttpStatusCode.OK, status);
            int version = body.GetProperty("version").GetInt32();
            Assert.All(body.GetProperty("predictions").EnumerateArray(), p => Assert.Equal(version, p.GetProperty("value").GetDouble()));
            count++;
        }

        return count;
    }

    private static async Task<System.Text.Json.JsonElement> ReadyAsync(TestServer server) =>
        (await server.SendAsync(HttpMethod.Get, "/health/ready")).Body;

    private static async Task<int> VersionAsync(TestServer server) =>
        (await server.PredictAsync("price", """{"size":1}""")).Body.GetProperty("version").GetInt32();
}
