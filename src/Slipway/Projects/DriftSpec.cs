using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Slipway.Projects;

/// <summary>How drift of the features is found.</summary>
public sealed record DriftSpec
{
    /// <summary>The drift score. Default: chosen for each column.</summary>
    [Description("The drift score; auto chooses one for each column by its type and the number of rows.")]
    public DriftMethod Method { get; init; } = DriftMethod.Auto;

    /// <summary>The data has drifted when at least this share of its columns has, above 0 to 1. Default: 0.5.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    [Description("The data has drifted when at least this share of its columns has.")]
    public double DriftedShare { get; init; } = 0.5;

    /// <summary>The span of logged predictions in one report. Default: one day.</summary>
    [Description("The span of logged predictions in one report, such as 1d, 12h or 30m.")]
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Windows with fewer rows are not judged. 1 or more. Default: 200.</summary>
    [Range(1, int.MaxValue)]
    [Description("Windows with fewer rows are not judged.")]
    public int MinRows { get; init; } = 200;
}
