using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Web.Tests.Fuzzing;

/// <summary>A short run of what <c>Slipway.Benchmarks fuzz</c> does at length.</summary>
public sealed partial class FuzzTests
{
    private const int Requests = 3_000;
    private const long SlackBytes = 32 * 1024 * 1024;

    [Fact]
    public async Task Server_MutatedRequestsOfAllRoutes_AreAllAnsweredWithoutADefect()
    {
        await using var server = await StartAsync();
        var corpus = FuzzCorpus.Of(server.Services.GetRequiredService<EndpointDataSource>());

        var report = await Fuzzer.RunAsync(
            new IPEndPoint(IPAddress.Loopback, server.Client.BaseAddress!.Port), corpus, Requests, seed: 1, workers: 2);

        Assert.Empty(report.Failures);
        Assert.Equal(Requests, report.Statuses.Values.Sum());
        Assert.True(report.Statuses.GetValueOrDefault(200) > Requests / 50, "Too few of the requests are still valid to reach anything.");
        Assert.InRange(report.BytesAfter, 0, report.BytesBefore + SlackBytes);
        Assert.True((await server.Client.GetAsync("/health/ready")).IsSuccessStatusCode);
    }

    /// <summary>So that a fuzz run reaches what is behind the reading of requests.</summary>
    [Fact]
    public async Task Corpus_BeforeMutation_IsRightForEveryRouteThatPredicts()
    {
        await using var server = await StartAsync();
        var corpus = FuzzCorpus.Of(server.Services.GetRequiredService<EndpointDataSource>());
        using var client = new WireClient(new IPEndPoint(IPAddress.Loopback, server.Client.BaseAddress!.Port));
        var wrong = new List<string>();
        foreach (var request in corpus.Where(r => r.Method == "POST" && Predicts().IsMatch(r.Path)))
        {
            int status = await client.SendAsync(request.Render(), isBroken: false, CancellationToken.None);
            if (status is not (200 or 501))
            {
                wrong.Add($"{status} {request.Path} {Encoding.UTF8.GetString(request.Body)}");
            }
        }

        Assert.Empty(wrong);
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(
        async models =>
        {
            await models.AddWineAsync();
            await models.AddWineAsync();
        });

    [GeneratedRegex("(/predict|:predict|:explain|/infer|/invocations)$")]
    private static partial Regex Predicts();
}
