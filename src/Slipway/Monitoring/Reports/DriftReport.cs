using System.Text.Json.Serialization;
using Slipway.Learning.Drift;
using Slipway.Learning.Performance;
using Slipway.Learning.Performance.Slices;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>A comparison of current data with what a model version was made from. Written once, as JSON and as a page.</summary>
public sealed record DriftReport
{
    /// <summary>The layout of this document.</summary>
    public int FormatVersion { get; set; } = 1;

    /// <summary>The model.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The version that the data is compared with.</summary>
    public required int Version { get; init; }

    /// <summary>The name of the report among those of the model.</summary>
    public required string Name { get; init; }

    /// <summary>Where the data is from, such as the name of a file.</summary>
    public required string Source { get; init; }

    /// <summary>The start of the window that the rows are from, inclusive; null for a file.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Its end, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>When the report was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The verdict on the features.</summary>
    public required DriftVerdict Verdict { get; init; }

    /// <summary>With fewer rows the data is not judged.</summary>
    public required int MinRows { get; init; }

    /// <summary>The rows that were compared.</summary>
    public required long RowCount { get; init; }

    /// <summary>The rows that were compared are one in so many, evenly spaced, of those that there are; 1 for all of them.</summary>
    public int SampledOneRowIn { get; set; } = 1;

    /// <summary>All rows that there are; null where that is not known.</summary>
    public long? AllRowCount { get; init; }

    /// <summary>Whether only a sample of the rows was compared. Repeated rows are looked for among all of them.</summary>
    [JsonIgnore]
    public bool IsSample => SampledOneRowIn > 1;

    /// <summary>The rows that were malformed and left out.</summary>
    public long RejectedRowCount { get; init; }

    /// <summary>The features against those of the training rows.</summary>
    public required DriftResult Features { get; init; }

    /// <summary>The predictions against those for the held-out test rows; null where the model was not asked.</summary>
    public DriftResult? Predictions { get; init; }

    /// <summary>The performance that is to be expected; null where it cannot be estimated.</summary>
    public PerformanceEstimate? EstimatedPerformance { get; init; }

    /// <summary>Metrics where the outcomes are known, by name; null where they are not.</summary>
    public IReadOnlyDictionary<string, double>? RealisedPerformance { get; init; }

    /// <summary>Where the model is worst; null where the outcomes are not known.</summary>
    public SliceReport? Slices { get; init; }

    /// <summary>What must be known to read the report rightly, in sentences.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }
}
