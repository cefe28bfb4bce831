using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Slipway.Learning.Calibrating;
using Slipway.Learning.Training;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>What is trained.</summary>
public sealed record TrainSpec
{
    /// <summary>The trainers that compete. At least one. Default: gbdt, linear, forest and discriminant, which is left out where it does not apply.</summary>
    [Fewest(1)]
    [Names(NameKind.Trainer)]
    [Description("The trainers that compete: gbdt, linear, forest, discriminant (classes only), mlp, or mlnet/<name>. The best by cross-validation wins.")]
    public IReadOnlyList<string> Trainers { get; init; } = ["gbdt", "linear", "forest", "discriminant"];

    /// <summary>What the model makes small. Default: the log loss for classes, the squared error for numbers.</summary>
    [Description("What the model makes small: the log loss for classes and the squared error for numbers (default), or absolute, quantile, or poisson for counts. gbdt only.")]
    public LossFunction Objective { get; init; } = LossFunction.Default;

    /// <summary>The quantile that objective quantile predicts, above 0 and below 1. Default: the median.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    [Description("The quantile that objective quantile predicts, such as 0.9.")]
    public double? Quantile { get; init; }

    /// <summary>The columns that a prediction may only rise or only fall with. Default: none.</summary>
    [Description("Numeric columns that the prediction, or the probability of the second class, may only rise or only fall with, such as income: increasing. gbdt only.")]
    public IReadOnlyDictionary<string, MonotoneDirection> Monotone { get; init; } = ImmutableDictionary<string, MonotoneDirection>.Empty;

    /// <summary>How much the rows of each class count. Default: all rows alike.</summary>
    [Description("balanced lets the rows of each class together count alike, however few they are. Not for mlnet/<name>.")]
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;

    /// <summary>How hyperparameters are searched.</summary>
    [Description("How hyperparameters are searched.")]
    public SearchSpec Search { get; init; } = new();

    /// <summary>How the probabilities of classes are calibrated. Default: auto, which does so only where it helps by cross-validation.</summary>
    [Description("How probabilities are calibrated: auto (whichever gives the lowest log loss by cross-validation), none, platt or isotonic.")]
    public CalibrationMethod Calibrate { get; init; } = CalibrationMethod.Auto;

    /// <summary>Whether several trials may be averaged; such a model cannot be explained. Default: false.</summary>
    [Description("Whether the best trials may be averaged where that is better by cross-validation. Such a model cannot be explained.")]
    public bool Ensemble { get; init; }
}
