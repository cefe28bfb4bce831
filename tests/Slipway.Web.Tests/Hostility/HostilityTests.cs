using System.Globalization;
using System.Net;

namespace Slipway.Web.Tests.Hostility;

/// <summary>What hostile clients try is answered or dropped within limits, and others are answered meanwhile.</summary>
public sealed class HostilityTests
{
    private const string Path = "/api/models/price/predict";
    private const string IdleVariable = "SLIPWAY_TEST_IDLE_CONNECTIONS";
    private const int DefaultIdle = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task SlowHeadersAndBodies_AreDroppedAndOthersAnswered()
    {
        await using var server = await StartAsync(options =>
        {
            options.Limits.HeaderTimeout = TimeSpan.FromSeconds(1);
            options.Limits.SlowGrace = TimeSpan.FromSeconds(1.1);
            options.Limits.MaxPredictions = 2;
        });
        using var patience = new CancellationTokenSource(Patience);
        var hostile = Hostile(server);
        var headers = hostile.DripHeadersAsync(50, patience.Token);
        var bodies = hostile.DripBodyAsync(50, patience.Token);

        await AssertAnsweredAsync(server);

        Assert.Equal(50, await headers);
        Assert.Equal(50, await bodies);
        await AssertAnsweredAsync(server);
    }

    [Fact]
    public async Task SteadyEndlessBody_EndsAtTheBodyTimeout()
    {
        await using var server = await StartAsync(options =>
        {
            options.Limits.MinBytesPerSecond = 1;
            options.Limits.BodyTimeout = TimeSpan.FromSeconds(0.5);
        });
        using var patience = new CancellationTokenSource(Patience);

        Assert.Equal(3, await Hostile(server).DripBodyAsync(3, patience.Token));
    }

    [Fact]
    public async Task IdleConnections_LeaveOthersAnswered()
    {
        await using var server = await StartAsync(_ => { });
        using var patience = new CancellationTokenSource(Patience);
        int count = int.Parse(Environment.GetEnvironmentVariable(IdleVariable) ?? $"{DefaultIdle}", CultureInfo.InvariantCulture);

        using var idle = await Hostile(server).IdleAsync(count, patience.Token);

        await AssertAnsweredAsync(server);
    }

    [Fact]
    public async Task ConnectionsBeyondTheLimit_AreClosed()
    {
        await using var server = await StartAsync(options => options.Limits.MaxConnections = 5);
        using var patience = new CancellationTokenSource(Patience);
        using (await Hostile(server).IdleAsync(20, patience.Token))
        {
            // The server's own client keeps the connection that it has.
            Assert.True((await server.Client.GetAsync("/health/live")).IsSuccessStatusCode);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyOfAGigabyte_IsRefusedLongBeforeItsEnd(bool isChunked)
    {
        await using var server = await StartAsync(options => options.MaxBodyBytes = 1 << 20);
        using var patience = new CancellationTokenSource(Patience);

        var (status, sent) = await Hostile(server).GigabyteAsync(isChunked, patience.Token);

        Assert.True(status is 413 or 0, $"The answer was {status}.");
        Assert.InRange(sent, 0, 200 << 20);
        await AssertAnsweredAsync(server);
    }

    [Fact]
    public async Task GzipBomb_IsRefused()
    {
        await using var server = await StartAsync(_ => { });
        using var patience = new CancellationTokenSource(Patience);

        Assert.Equal(413, await Hostile(server).BombAsync(patience.Token));
        await AssertAnsweredAsync(server);
    }

    private static Task<TestServer> StartAsync(Action<SlipwayWebOptions> configure) =>
        TestServer.StartAsync(models => models.AddHugeAsync("price"), configure);

    private static HostileClients Hostile(TestServer server) => new(new IPEndPoint(IPAddress.Loopback, server.Client.BaseAddress!.Port), Path);

    private static async Task AssertAnsweredAsync(TestServer server)
    {
        using var good = new GoodClients(server.Client.BaseAddress!, Path, """{"size":2}""");
        Assert.Equal(0, (await good.MeasureAsync(2, 20)).Failed);
    }
}
