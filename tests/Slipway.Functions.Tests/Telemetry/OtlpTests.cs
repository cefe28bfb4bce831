using System.Text;
using Slipway.EndToEnd.Tests;
using Slipway.Functions.Tests.Worker;
using Slipway.Tests.Storage;
using Slipway.Web.Tests;

namespace Slipway.Functions.Tests.Telemetry;

/// <summary>A worker whose environment names a collector sends it metrics, traces and logs, and tells the host so.</summary>
public sealed class OtlpTests(AzuriteApp azurite) : IClassFixture<AzuriteApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [ContractFact]
    public async Task Worker_WithACollector_SendsMetricsTracesAndLogs()
    {
        await new ModelFactory(azurite.Open("o-").Store).AddWineAsync();
        using var collector = new OtlpCollector();
        var settings = azurite.Settings("o-");
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        settings["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        settings["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        settings["OTEL_BLRP_SCHEDULE_DELAY"] = "200";
        await using var host = await HostDouble.StartAsync(settings);
        var address = new Uri(new Uri(host.Capabilities["HttpUri"]), "/api/models/wine/predict");
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent("[]", Encoding.UTF8, "application/json"),
        };
        using var response = await host.SendAsync(request);

        Assert.Equal("True", host.Capabilities["WorkerOpenTelemetryEnabled"]);
        long start = TimeProvider.System.GetTimestamp();
        while (!collector.TextOf("/v1/metrics").Contains("slipway.http.requests", StringComparison.Ordinal)
            || !collector.TextOf("/v1/traces").Contains("Microsoft.AspNetCore", StringComparison.Ordinal)
            || !collector.TextOf("/v1/logs").Contains("wine", StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The worker did not send everything in time: " + host.Output);
            await Task.Yield();
        }
    }
}
