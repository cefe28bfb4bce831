using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Slipway.Learning.Calibrating;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>What is trained.</summary>
public sealed record TrainSpec
{
    /// <summary>The trainers that compete. At least one. Default: gbdt, linear and forest.</summary>
    [MinLength(1)]
    [Names(NameKind.Trainer)]
    [Description("The trainers that compete: gbdt, linear, forest, mlp, or mlnet/<name>. The best by cross-validation wins.")]
    public IReadOnlyList<string> Trainers { get; init; } = ["gbdt", "linear", "forest"];

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
