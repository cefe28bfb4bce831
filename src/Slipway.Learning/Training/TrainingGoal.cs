namespace Slipway.Learning.Training;

/// <summary>
/// What a model shall be good at, and what it must obey. The default is what every trainer does; the rest not all of them can.
/// </summary>
public sealed record TrainingGoal
{
    /// <summary>The default goal.</summary>
    public static TrainingGoal Default { get; } = new();

    /// <summary>What is made small.</summary>
    public LossFunction Loss { get; init; } = LossFunction.Default;

    /// <summary>The quantile that <see cref="LossFunction.Quantile"/> predicts, above 0 and below 1. Default: 0.5, the median.</summary>
    public double Quantile { get; init; } = 0.5;

    /// <summary>
    /// The features, by name, that a prediction may only rise or only fall with: the number, or the probability of the second of two
    /// classes. Numbers and booleans of binary and regression models only.
    /// </summary>
    public IReadOnlyDictionary<string, MonotoneDirection> Monotone { get; init; } = new Dictionary<string, MonotoneDirection>();

    /// <summary>Whether a trainer can pursue it that knows only the default loss and no constraints.</summary>
    public bool IsDefault => Loss == LossFunction.Default && Monotone.Count == 0;
}
