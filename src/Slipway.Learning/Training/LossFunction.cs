namespace Slipway.Learning.Training;

/// <summary>What a learner makes small.</summary>
public enum LossFunction
{
    /// <summary>The log loss for classes, the squared error for numbers.</summary>
    Default,

    /// <summary>The absolute error: predicts the median. Numbers only.</summary>
    Absolute,

    /// <summary>The quantile loss: predicts the quantile <see cref="TrainingGoal.Quantile"/>. Numbers only.</summary>
    Quantile,

    /// <summary>The deviance of Poisson counts: predicts a mean above 0. Numbers of at least 0 only.</summary>
    Poisson,
}
