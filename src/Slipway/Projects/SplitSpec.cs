using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Slipway.Projects;

/// <summary>How test rows are held out.</summary>
public sealed record SplitSpec
{
    /// <summary>The share of rows held out for the test, 0.01 to 0.9. Default: 0.2.</summary>
    [Range(0.01, 0.9)]
    [Description("The share of rows held out for the test.")]
    public double Test { get; init; } = 0.2;

    /// <summary>The source of all randomness of a run, 0 or more. Default: 42.</summary>
    [Range(0, int.MaxValue)]
    [Description("The source of all randomness: the same seed, data and spec give the same model, byte for byte.")]
    public int Seed { get; init; } = 42;
}
