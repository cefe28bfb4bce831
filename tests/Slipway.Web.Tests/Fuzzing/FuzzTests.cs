using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Web.Tests.Fuzzing;

/// <summary>A short run of what <c>Slipway.Benchmarks fuzz</c> does at length.</summary>
public sealed class FuzzTests
{
    private const int Requests = 3_000;
    private const long SlackBytes = 32 * 1024 * 1024;

    [Fact]
    public async Task Server_MutatedRequestsOfAllRoutes_AreAllAnsweredWithoutADefect()
    {
        await using var server = await TestServer.StartAsync(models => models.AddWineAsync());
        var corpus = FuzzCorpus.Of(server.Services.GetRequiredService<EndpointDataSource>());

        var report = await Fuzzer.RunAsync(
            new IPEndPoint(IPAddress.Loopback, server.Client.BaseAddress!.Port), corpus, Requests, seed: 1, workers: 2);

        Assert.Empty(report.Failures);
        Assert.Equal(Requests, report.Statuses.Values.Sum());
        Assert.True(report.Statuses.GetValueOrDefault(200) > Requests / 50, "Too few of the requests are still valid to reach anything.");
        Assert.InRange(report.BytesAfter, 0, report.BytesBefore + SlackBytes);
        Assert.True((await server.Client.GetAsync("/health/ready")).IsSuccessStatusCode);
    }
}
