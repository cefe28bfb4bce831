using System.ComponentModel;
using Slipway.Learning.Tables;

namespace Slipway.Projects;

/// <summary>What is declared of one feature.</summary>
public sealed record FeatureSpec
{
    /// <summary>What the values mean. Default: inferred from the data.</summary>
    [Description("What the values mean; inferred where it is not said.")]
    public ColumnType? Type { get; init; }

    /// <summary>The smallest valid value, inclusive. Numbers only. Default: none.</summary>
    [Description("The smallest valid value, inclusive; for numbers.")]
    public double? Min { get; init; }

    /// <summary>The largest valid value, inclusive. Numbers only. Default: none.</summary>
    [Description("The largest valid value, inclusive; for numbers.")]
    public double? Max { get; init; }
}
