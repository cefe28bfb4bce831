using Slipway.Registry;

namespace Slipway.Monitoring;

/// <summary>A window to look at.</summary>
/// <param name="From">The start, inclusive.</param>
/// <param name="To">The end, exclusive.</param>
/// <param name="Version">The version whose predictions are judged, with its spec.</param>
internal sealed record WindowTarget(DateTimeOffset From, DateTimeOffset To, StoredSpec Version)
{
    /// <summary>Whether only its outcomes can differ from what was seen before.</summary>
    public bool IsLate { get; init; }

    /// <summary>See <see cref="MonitoredWindow.SkippedBefore"/>.</summary>
    public long SkippedBefore { get; init; }
}
