using Slipway.Feedback;
using Slipway.Registry;

namespace Slipway.Monitoring;

/// <summary>What monitoring remembers of a model. The document <c>reports/_monitor/&lt;model&gt;.json</c>.</summary>
public sealed record MonitorState
{
    /// <summary>The layout of this document; readers refuse a later one.</summary>
    public int FormatVersion { get; set; } = 1;

    /// <summary>The model.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The last windows, oldest first.</summary>
    public IReadOnlyList<MonitoredWindow> Windows { get; set; } = [];

    /// <summary>The windows that are to be looked at again, in no order.</summary>
    public IReadOnlyList<StaleWindow> Stale { get; set; } = [];

    /// <summary>How far the log of outcomes was read to find those windows; null before the first look.</summary>
    public LogCursor? Feedback { get; init; }
}
