using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Slipway.Web.Telemetry;

/// <summary>
/// Sends metrics, traces and logs to a collector by OTLP, when the environment names one: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and the
/// other variables of the OpenTelemetry specification. Without it nothing is sent, and nothing of this is loaded.
/// </summary>
public static class OtlpExport
{
    /// <summary>The variable that turns it on.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Whether the environment asks for it.</summary>
    public static bool IsConfigured => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(EndpointVariable));

    /// <summary>Adds the export to a host, if the environment asks for it.</summary>
    public static void AddIfConfigured(IServiceCollection services, ILoggingBuilder logging)
    {
        if (IsConfigured)
        {
            Add(services, logging);
        }
    }

    private static void Add(IServiceCollection services, ILoggingBuilder logging)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(TelemetrySources.ServiceName);
        services.AddSingleton(Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource).AddSlipway().AddOtlpExporter(new Action<OtlpExporterOptions>(_ => { })).Build());
        services.AddSingleton(Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource).AddSlipway().AddOtlpExporter(new Action<OtlpExporterOptions>(_ => { })).Build());
        logging.AddOpenTelemetry(options => options.SetResourceBuilder(resource).AddOtlpExporter());

        // The container ends what it made itself; these it was given.
        services.AddHostedService<ProviderLifetime>();
    }

    /// <summary>Sends what is left when the host stops.</summary>
    private sealed class ProviderLifetime(MeterProvider meters, TracerProvider traces) : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
            () =>
            {
                meters.Dispose();
                traces.Dispose();
            },
            cancellationToken);
    }
}
