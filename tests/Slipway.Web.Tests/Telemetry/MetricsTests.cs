using System.Diagnostics;
using Slipway.Telemetry;

namespace Slipway.Web.Tests.Telemetry;

public sealed class MetricsTests
{
    private const string Row = """{"alcohol": 12.5, "isRed": true, "picked": "2024-05-17T08:30:00Z"}""";

    [Fact]
    public async Task Metrics_AfterRequests_CountWhatWasAnswered()
    {
        await using var server = await TestServer.StartAsync(m => PrepareAsync(m, "counted-wine"));
        for (int i = 0; i < 3; i++)
        {
            await server.PredictAsync("counted-wine", $"[{Row}, {Row}]");
        }

        await server.PredictAsync("counted-wine", "[]");
        await server.Client.GetAsync("/nothing-is-here");
        string page = await server.Client.GetStringAsync("/metrics");

        Assert.Contains("slipway_predictions_total{model=\"counted-wine\",version=\"1\",variant=\"champion\"} 6\n", page, StringComparison.Ordinal);
        Assert.Contains("model_infer_request_success_total{model=\"counted-wine\",version=\"1\"} 3\n", page, StringComparison.Ordinal);
        Assert.Contains("request_predict_seconds_count{model_name=\"counted-wine\"} 3\n", page, StringComparison.Ordinal);
        Assert.Contains("request_preprocess_seconds_bucket{model_name=\"counted-wine\",le=\"+Inf\"} 3\n", page, StringComparison.Ordinal);
        Assert.Contains("rest_server_requests_total{method=\"GET\",path=\"none\",status_code=\"404\"}", page, StringComparison.Ordinal);
        Assert.Contains(
            "rest_server_requests_duration_seconds_count{method=\"POST\",path=\"/api/models/{model}/predict\",status_code=\"200\"}",
            page, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_memory_working_set_bytes", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing-is-here", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_OfANewProcess_TellWhatTheStoreKnows()
    {
        await using var server = await TestServer.StartAsync(m => PrepareAsync(m, "stored-wine"));
        await server.WaitAsync(async () => (await server.Client.GetStringAsync("/metrics"))
            .Contains("slipway_model_version{model=\"stored-wine\"} 1\n", StringComparison.Ordinal));
        string page = await server.Client.GetStringAsync("/metrics");
        Assert.Contains("slipway_model_trained_time_seconds{model=\"stored-wine\"}", page, StringComparison.Ordinal);
    }

    [PromtoolFact]
    public async Task Metrics_Page_PassesPromtool()
    {
        await using var server = await TestServer.StartAsync(m => PrepareAsync(m, "checked-wine"));
        await server.PredictAsync("checked-wine", Row);
        string page = await server.Client.GetStringAsync("/metrics");
        using var promtool = Process.Start(new ProcessStartInfo(PromtoolFactAttribute.Path, ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await promtool.StandardInput.WriteAsync(page);
        promtool.StandardInput.Close();
        string said = await promtool.StandardOutput.ReadToEndAsync() + await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        Assert.True(promtool.ExitCode == 0, said);
    }

    [Fact]
    public async Task Instruments_EveryInstrumentOfTheMeter_IsInTheTable()
    {
        var seen = new HashSet<string>();
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith(Instruments.Meter, StringComparison.Ordinal))
                {
                    lock (seen)
                    {
                        seen.Add(instrument.Name);
                    }
                }
            },
        };
        listener.Start();
        await using var server = await TestServer.StartAsync(m => PrepareAsync(m, "listed-wine"));
        lock (seen)
        {
            Assert.Empty(seen.Except(Instruments.All.Select(i => i.Name)));
            Assert.NotEmpty(seen);
        }
    }

    private static async Task PrepareAsync(ModelFactory models, string name)
    {
        int version = await models.AddWineAsync(name);
        await models.PromoteAsync(name, version);
    }
}
