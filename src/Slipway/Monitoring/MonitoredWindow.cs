using Slipway.Learning.Performance.Slices;
using Slipway.Monitoring.Reports;

namespace Slipway.Monitoring;

/// <summary>What monitoring found in a window of logged predictions.</summary>
public sealed record MonitoredWindow
{
    /// <summary>The start of the window, inclusive, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Its end, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>When it was last looked at, UTC.</summary>
    public DateTimeOffset LookedAt { get; init; }

    /// <summary>The windows directly before this one that were never looked at, because too many were missed at a time.</summary>
    public long SkippedBefore { get; init; }

    /// <summary>The version whose predictions were looked at.</summary>
    public required int Version { get; init; }

    /// <summary>The predictions of that version in the window.</summary>
    public required long Rows { get; init; }

    /// <summary>The predictions of other versions in the window; they are not judged.</summary>
    public long OtherRows { get; init; }

    /// <summary>Those of them whose outcome is known.</summary>
    public required long Labelled { get; init; }

    /// <summary>Whether the inputs have drifted; null where there are none to judge.</summary>
    public DriftVerdict? Verdict { get; init; }

    /// <summary>The columns that have drifted, most drifted first.</summary>
    public IReadOnlyList<string> DriftedColumns { get; set; } = [];

    /// <summary>The share of drifted columns among those tested, 0 to 1.</summary>
    public double DriftedShare { get; init; }

    /// <summary>The name of the window's drift report; null where there is none.</summary>
    public string? Report { get; init; }

    /// <summary>The metric that is watched.</summary>
    public required string Metric { get; init; }

    /// <summary>The metric on the version's test rows; null where it is undefined there.</summary>
    public double? Reference { get; init; }

    /// <summary>The metric as estimated without outcomes; null where it cannot be.</summary>
    public double? Estimated { get; init; }

    /// <summary>How much worse than the reference the estimate is for certain: by the better end of its band.</summary>
    public double? EstimatedDrop { get; init; }

    /// <summary>The metric with the outcomes that have arrived; null where they are too few.</summary>
    public double? Realised { get; init; }

    /// <summary>How much worse than the reference the realised metric is; below 0 it is better.</summary>
    public double? RealisedDrop { get; init; }

    /// <summary>Whether the errors became larger within the window, seen together with the windows before.</summary>
    public bool HasConceptDrift { get; init; }

    /// <summary>The worst groups of rows; empty where outcomes are too few.</summary>
    public IReadOnlyList<PerformanceSlice> WorstSlices { get; set; } = [];

    /// <summary>Why there is no drift report although there are rows; null when there is one.</summary>
    public string? Note { get; init; }
}
