using Slipway.Learning.Performance.Slices;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>Asks for a report.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version that answered the rows.</param>
/// <param name="Name">The name of the report among those of the model; a report of that name is replaced.</param>
/// <param name="Source">Where the data is from, such as the name of a file.</param>
/// <param name="Current">The data.</param>
public sealed record DriftReportCommand(ModelName Model, int Version, string Name, string Source, MonitoredData Current)
{
    /// <summary>The start of the window that the rows are from, inclusive; null for a file.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Its end, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The data is one row in so many of all that there are; 1 for all of them.</summary>
    public int SampledOneRowIn { get; init; } = 1;

    /// <summary>All rows that there are, if known.</summary>
    public long? AllRowCount { get; init; }

    /// <summary>The rows that were malformed and left out.</summary>
    public long RejectedRowCount { get; init; }

    /// <summary>Metrics where the outcomes are known, by name.</summary>
    public IReadOnlyDictionary<string, double>? RealisedPerformance { get; init; }

    /// <summary>Where the model is worst, where the outcomes are known.</summary>
    public SliceReport? Slices { get; init; }
}
