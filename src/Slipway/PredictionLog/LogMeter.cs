using System.Diagnostics.Metrics;
using Slipway.Telemetry;

namespace Slipway.PredictionLog;

/// <summary>What the logs count. Tag <c>log</c>: <c>predictions</c> or <c>feedback</c>.</summary>
internal static class LogMeter
{
    private static readonly Meter Meter = new(Instruments.Meter);

    public static Counter<long> Stored { get; } = Counter(Instruments.LogRecords);

    public static Counter<long> Dropped { get; } = Counter(Instruments.LogDropped);

    public static Counter<long> FailedAppends { get; } = Counter(Instruments.LogAppendFailures);

    public static KeyValuePair<string, object?> Tag(LogKind kind) => new("log", kind == LogKind.Predictions ? "predictions" : "feedback");

    private static Counter<long> Counter(Telemetry.Instrument i) => Meter.CreateCounter<long>(i.Name, i.Unit, i.Description);
}
