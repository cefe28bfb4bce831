using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Slipway.Projects;

/// <summary>What a dataset must satisfy to be trained on.</summary>
public sealed record ValidateSpec
{
    /// <summary>The largest share of missing values in any column, 0 to 1. Default: 0.3.</summary>
    [Range(0.0, 1.0)]
    [Description("The largest share of missing values in any column.")]
    public double MaxMissing { get; init; } = 0.3;

    /// <summary>The largest share of rows that repeat an earlier row, 0 to 1. Default: 0.1.</summary>
    [Range(0.0, 1.0)]
    [Description("The largest share of rows that repeat an earlier row.")]
    public double MaxDuplicateRows { get; init; } = 0.1;
}
