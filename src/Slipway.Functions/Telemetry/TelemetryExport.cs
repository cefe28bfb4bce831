using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using Slipway.Web.Telemetry;

namespace Slipway.Functions.Telemetry;

/// <summary>
/// Sends the product's metrics, traces and logs to Azure Monitor when the app has a connection string, and to a collector by OTLP when the
/// environment names one. With neither nothing of this is loaded, and the host forwards what the worker logs.
/// </summary>
internal static class TelemetryExport
{
    public const string ConnectionSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    public const string AuthenticationSetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public static void AddIfConfigured(IServiceCollection services, IConfiguration configuration)
    {
        string connection = configuration[ConnectionSetting] ?? "";
        bool sendsToMonitor = !string.IsNullOrWhiteSpace(connection);
        if (!sendsToMonitor && !OtlpExport.IsConfigured)
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithMetrics(meters => meters.AddSlipway())
            .WithTracing(traces => traces.AddSlipway())
            .WithLogging();
        if (OtlpExport.IsConfigured)
        {
            telemetry.UseOtlpExporter();
        }

        if (sendsToMonitor)
        {
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = connection;
                if (FindCredential(configuration[AuthenticationSetting]) is { } credential)
                {
                    options.Credential = credential;
                }
            });
        }
    }

    /// <summary>The identity that a string such as <c>ClientId=...;Authorization=AAD</c> asks for; null where it asks for none.</summary>
    internal static TokenCredential? FindCredential(string? text)
    {
        var parts = (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(part => part.Length == 2)
            .ToLookup(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        if (!parts["Authorization"].Contains("AAD", StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        return parts["ClientId"].FirstOrDefault() is { Length: > 0 } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);
    }
}
