namespace Slipway.Web.Telemetry;

/// <summary>How measurements of an instrument come together.</summary>
internal enum MetricKind
{
    /// <summary>They add up, and never fall.</summary>
    Counter,

    /// <summary>They add up, and may fall.</summary>
    Total,

    /// <summary>The last one counts.</summary>
    Gauge,

    /// <summary>They are counted by size.</summary>
    Histogram,
}
