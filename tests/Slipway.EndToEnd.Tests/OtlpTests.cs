using System.Text;

namespace Slipway.EndToEnd.Tests;

/// <summary>A server whose environment names a collector sends it metrics, traces and logs.</summary>
[Collection(DemoCollection.Name)]
public class OtlpTests(DemoFixture demo)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Serve_WithACollector_SendsMetricsTracesAndLogs()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var collector = new OtlpCollector();
        using var folder = new TemporaryFolder();
        int port = OtlpCollector.FreePort();
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        };
        using var server = SlipwayProcess.Start(
            folder.Path, environment, "serve", "--store", demo.StoreFolder, "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };

        await WaitAsync(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/models/wine/predict")
        {
            Content = new StringContent("[]", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        await client.SendAsync(request);

        string trace = Encoding.Latin1.GetString(Convert.FromHexString(Trace));
        await WaitAsync(() => Task.FromResult(
            collector.TextOf("/v1/metrics").Contains("slipway.http.requests", StringComparison.Ordinal)
            && collector.TextOf("/v1/traces").Contains(trace, StringComparison.Ordinal)
            && collector.TextOf("/v1/logs").Contains("wine", StringComparison.Ordinal)));
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The server did not send everything in time.");
            await Task.Yield();
        }
    }
}
