using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Storage;
using Slipway.Web;
using Slipway.Web.Tests;
using Slipway.Web.Tests.Fuzzing;
using Slipway.Web.Tests.Hostility;

namespace Slipway.Benchmarks;

/// <summary>Runs against a server in this process, on loopback, with a store that goes away: longer than the gate has time for.</summary>
internal static class HttpRuns
{
    private const int FuzzWorkers = 4;
    private const long SlackBytes = 32 * 1024 * 1024;
    private const int GoodClientCount = 4;
    private const int GoodRequests = 500;
    private const string Path = "/api/models/price/predict";

    public static Task<int> FuzzAsync(int requests, int seed) => WithServerAsync(async (app, address) =>
    {
        var corpus = FuzzCorpus.Of(app.Services.GetRequiredService<EndpointDataSource>());
        var report = await Fuzzer.RunAsync(EndPointOf(address), corpus, requests, seed, FuzzWorkers);
        foreach (var (status, count) in report.Statuses.OrderBy(s => s.Key))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status,4}  {count}"));
        }

        Console.WriteLine($"memory {report.BytesBefore >> 20} MB -> {report.BytesAfter >> 20} MB");
        foreach (string failure in report.Failures)
        {
            Console.WriteLine($"DEFECT {failure}\n");
        }

        return report.Failures.Count > 0 || report.BytesAfter > report.BytesBefore + SlackBytes ? 1 : 0;
    });

    public static Task<int> HostileAsync(int connections) => WithServerAsync(async (_, address) =>
    {
        var hostile = new HostileClients(EndPointOf(address), Path);
        using var good = new GoodClients(address, Path, """{"size":2}""");
        await good.MeasureAsync(GoodClientCount, GoodRequests);

        await CompareAsync($"{connections} idle connections", good, async stop =>
        {
            using var idle = await hostile.IdleAsync(connections, stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        await CompareAsync("1000 slow headers", good, stop => hostile.DripHeadersAsync(1000, stop));
        await CompareAsync("1000 slow bodies", good, stop => hostile.DripBodyAsync(1000, stop));
        await CompareAsync("1 GB, with length", good, stop => RepeatAsync(() => hostile.GigabyteAsync(false, stop), stop));
        await CompareAsync("1 GB, chunked", good, stop => RepeatAsync(() => hostile.GigabyteAsync(true, stop), stop));
        await CompareAsync("gzip bomb", good, stop => RepeatAsync(() => hostile.BombAsync(stop), stop));
        return 0;
    });

    /// <summary>Measures without and with what hurts, one after the other, so that both see the same machine.</summary>
    private static async Task CompareAsync(string name, GoodClients good, Func<CancellationToken, Task> attack)
    {
        var (alone, _) = await good.MeasureAsync(GoodClientCount, GoodRequests);
        using var stop = new CancellationTokenSource();
        var running = attack(stop.Token);
        var (during, failed) = await good.MeasureAsync(GoodClientCount, GoodRequests);
        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-24} p99 alone {alone.TotalMilliseconds:0.00} ms, meanwhile {during.TotalMilliseconds:0.00} ms, not answered {failed}"));
    }

    private static async Task RepeatAsync<T>(Func<Task<T>> attack, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await attack();
        }
    }

    private static IPEndPoint EndPointOf(Uri address) => new(IPAddress.Loopback, address.Port);

    private static async Task<int> WithServerAsync(Func<WebApplication, Uri, Task<int>> run)
    {
        string folder = Directory.CreateTempSubdirectory("slipway-http-").FullName;
        try
        {
            var store = new FolderObjectStore(folder, TimeProvider.System);
            var models = new ModelFactory(store);
            await models.AddWineAsync();
            await models.AddHugeAsync("price");
            var options = new SlipwayWebOptions { Port = 0, RunJobs = false };
            options.Limits.DrainDelay = TimeSpan.Zero;
            var built = await SlipwayServer.BuildAsync(store, options, builder => builder.Logging.ClearProviders(), CancellationToken.None);
            await using var app = built.Value;
            await app.StartAsync();
            var address = new Uri(app.Urls.First());
            using var client = new HttpClient { BaseAddress = address };
            while (!(await client.GetAsync("/health/ready")).IsSuccessStatusCode)
            {
                await Task.Yield();
            }

            int exitCode = await run(app, address);
            await app.StopAsync();
            return exitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
