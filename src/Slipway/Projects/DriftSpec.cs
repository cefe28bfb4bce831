using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Slipway.Projects;

/// <summary>How drift of the features is found.</summary>
public sealed record DriftSpec
{
    /// <summary>The drift score. Default: chosen for each column.</summary>
    [Description("The drift score; auto chooses one for each column by its type and the number of rows.")]
    public DriftMethod Method { get; init; } = DriftMethod.Auto;

    /// <summary>The threshold of <see cref="Method"/>, above 0; null takes the method's own. Default: null. Needs a method that is named.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    [Description("The score from which a column has drifted, or the p-value below which it has; needs a method. Where it is not said: the method's own.")]
    public double? Threshold { get; init; }

    /// <summary>Thresholds of single columns, by name, in place of <see cref="Threshold"/>. Default: none.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    [Description("Thresholds of single columns in place of threshold, such as age: 0.2; they need a method too.")]
    public IReadOnlyDictionary<string, double> ColumnThresholds { get; init; } = ImmutableDictionary<string, double>.Empty;

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
