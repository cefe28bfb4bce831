using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>What is trained.</summary>
public sealed record TrainSpec
{
    /// <summary>The trainers that compete. At least one. Default: gbdt, linear and forest.</summary>
    [MinLength(1)]
    [Names(NameKind.Trainer)]
    [Description("The trainers that compete: gbdt, linear, forest, or mlnet/<name>. The best by cross-validation wins.")]
    public IReadOnlyList<string> Trainers { get; init; } = ["gbdt", "linear", "forest"];

    /// <summary>How hyperparameters are searched.</summary>
    [Description("How hyperparameters are searched.")]
    public SearchSpec Search { get; init; } = new();
}
