using System.Diagnostics.Metrics;

namespace Slipway.PredictionLog;

/// <summary>What the logs count. Tag <c>log</c>: <c>predictions</c> or <c>feedback</c>.</summary>
internal static class LogMeter
{
    private static readonly Meter Meter = new("Slipway.PredictionLog");

    public static Counter<long> Stored { get; } = Meter.CreateCounter<long>(
        "slipway.log.records", "{record}", "Records written to the store.");

    public static Counter<long> Dropped { get; } = Meter.CreateCounter<long>(
        "slipway.log.dropped", "{record}", "Records given up because the store was too slow, failed or was gone at the end.");

    public static Counter<long> FailedAppends { get; } = Meter.CreateCounter<long>(
        "slipway.log.append.failures", "{append}", "Appends that the store refused; they are tried again.");

    public static KeyValuePair<string, object?> Tag(LogKind kind) => new("log", kind == LogKind.Predictions ? "predictions" : "feedback");
}
