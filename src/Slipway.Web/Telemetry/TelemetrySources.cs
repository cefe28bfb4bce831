using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Slipway.Telemetry;

namespace Slipway.Web.Telemetry;

/// <summary>What the product measures and traces, wherever it is sent.</summary>
public static class TelemetrySources
{
    /// <summary>The name of the service, where the host has no better one.</summary>
    public const string ServiceName = "slipway";

    /// <summary>Adds the product's meter, and those of the runtime and of the web server.</summary>
    public static MeterProviderBuilder AddSlipway(this MeterProviderBuilder meters) =>
        meters.AddMeter(Instruments.Meter, "System.Runtime", "Microsoft.AspNetCore.Hosting");

    /// <summary>Adds the product's traces, and those of the web server and of calls to others.</summary>
    public static TracerProviderBuilder AddSlipway(this TracerProviderBuilder traces) =>
        traces.AddSource(SlipwayActivities.SourceName, "Microsoft.AspNetCore", "System.Net.Http");
}
