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

namespace Slipway.Benchmarks;

/// <summary>Fuzzes a server in this process, on loopback, with a store that goes away: longer than the gate has time for.</summary>
internal static class FuzzRun
{
    private const int FuzzWorkers = 4;
    private const long SlackBytes = 32 * 1024 * 1024;

    public static Task<int> RunAsync(int requests, int seed) => WithServerAsync(async (app, address) =>
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

    private static IPEndPoint EndPointOf(Uri address) => new(IPAddress.Loopback, address.Port);

    private static async Task<int> WithServerAsync(Func<WebApplication, Uri, Task<int>> run)
    {
        string folder = Directory.CreateTempSubdirectory("slipway-http-").FullName;
        try
        {
            var store = new FolderObjectStore(folder, TimeProvider.System);
            var models = new ModelFactory(store);
            await models.AddWineAsync();
            await models.AddWineAsync();
            await models.AddHugeAsync("price");
            var options = new SlipwayWebOptions { Port = 0, RunJobs = false, DefaultModel = "wine" };
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
