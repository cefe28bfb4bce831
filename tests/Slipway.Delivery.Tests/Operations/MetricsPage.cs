using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Slipway.Alerts;
using Slipway.Monitoring;
using Slipway.Registry;
using Slipway.Storage;
using Slipway.Telemetry;
using Slipway.Web;

namespace Slipway.Delivery.Tests.Operations;

/// <summary>What a real server shows at <c>/metrics</c> once everything was measured: each name, with the names of its labels.</summary>
internal sealed partial record MetricsPage(string Text, IReadOnlyDictionary<string, IReadOnlySet<string>> Labels)
{
    public static async Task<MetricsPage> ReadAsync()
    {
        using var folder = new TemporaryFolder();
        var options = new SlipwayWebOptions { Port = 0, RunJobs = false };
        var built = await SlipwayServer.BuildAsync(new FolderObjectStore(folder["store"], TimeProvider.System), options, null, default);
        await using var server = built.Value;
        await server.StartAsync();
        using var metrics = new SlipwayMetrics();
        using var meter = new Meter(Instruments.Meter);
        Measure(metrics, meter);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        await client.GetAsync("/health/live");
        string text = await client.GetStringAsync("/metrics");
        await server.StopAsync();
        var labels = text.Split('\n').Select(line => Sample().Match(line)).Where(m => m.Success)
            .GroupBy(m => m.Groups["name"].Value, m => Label().Matches(m.Groups["labels"].Value).Select(l => l.Groups[1].Value))
            .ToDictionary(g => g.Key, IReadOnlySet<string> (g) => g.SelectMany(names => names).ToHashSet(StringComparer.Ordinal));
        return new MetricsPage(text, labels);
    }

    // Each instrument once, by what records it in the product; those of the log, which a server makes for itself, by their names.
    private static void Measure(SlipwayMetrics metrics, Meter meter)
    {
        var model = ModelName.Parse("wine");
        metrics.CountAlert(model, AlertKind.DriftDetected, AlertSeverity.Warning, AlertNotice.Opened);
        metrics.CountNotice("webhook", isSent: true);
        metrics.CountJob("monitor", isSuccess: true, TimeSpan.FromSeconds(1));
        metrics.CountRetraining(model, "drift", "succeeded");
        metrics.RecordOverdue(model, TimeSpan.FromMinutes(1));
        metrics.CountIngested(model, "taken", 1);
        metrics.CountAnswer("wine", "1", "champion", 1, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        metrics.CountFailure("wine", "1");
        foreach (var gauge in new[] { Instruments.DriftedShare, Instruments.Performance, Instruments.ChampionVersion, Instruments.TrainedTime, Instruments.TestMetric })
        {
            meter.CreateGauge<double>(gauge.Name, gauge.Unit).Record(1, [.. gauge.Tags.Select(TagOf)]);
        }

        foreach (var counter in new[] { Instruments.LogRecords, Instruments.LogDropped, Instruments.LogAppendFailures })
        {
            meter.CreateCounter<long>(counter.Name, counter.Unit).Add(1, [.. counter.Tags.Select(TagOf)]);
        }
    }

    private static KeyValuePair<string, object?> TagOf(string name) => new(name, "x");

    [GeneratedRegex(@"^(?<name>[a-z_:][a-z0-9_:]*)(\{(?<labels>.*)\})? \S+$", RegexOptions.IgnoreCase)]
    private static partial Regex Sample();

    [GeneratedRegex("([a-z_]+)=\"")]
    private static partial Regex Label();
}
