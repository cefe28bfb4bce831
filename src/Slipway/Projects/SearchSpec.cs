using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>How hyperparameters are searched.</summary>
public sealed record SearchSpec
{
    /// <summary>How many sets of hyperparameters are tried over all trainers, 1 to 10000. Default: 30.</summary>
    [Range(1, 10_000)]
    [Description("How many sets of hyperparameters are tried.")]
    public int Trials { get; init; } = 30;

    /// <summary>When the search ends even if trials remain, in seconds, 1 to 604800 (a week). Default: 60.</summary>
    [Range(1, 604_800)]
    [Description("When the search ends even if trials remain, in seconds. For the same model on any machine, let trials be the bound.")]
    public int MaxSeconds { get; init; } = 60;

    /// <summary>The folds of the cross-validation, 2 to 20. Default: 5.</summary>
    [Range(2, 20)]
    [Description("The folds of the cross-validation.")]
    public int Folds { get; init; } = 5;

    /// <summary>What is optimised. Default: null, which is what <see cref="ModelSpec.SearchMetric"/> says.</summary>
    [Names(NameKind.Metric)]
    [Description("What is optimised. Where it is not said: logLoss for classification, rmse for regression.")]
    public string? Metric { get; init; }
}
