using Slipway.Registry;

namespace Slipway.Monitoring;

/// <summary>What monitoring remembers of a model. The document <c>reports/_monitor/&lt;model&gt;.json</c>.</summary>
public sealed record MonitorState
{
    /// <summary>The layout of this document; readers refuse a later one.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The model.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The last windows, oldest first.</summary>
    public IReadOnlyList<MonitoredWindow> Windows { get; init; } = [];
}
