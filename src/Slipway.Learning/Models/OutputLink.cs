namespace Slipway.Learning.Models;

/// <summary>How raw scores become a prediction.</summary>
public enum OutputLink
{
    /// <summary>The score is the prediction.</summary>
    Identity,

    /// <summary>One score: the logistic function gives the probability of the second of two classes.</summary>
    Logistic,

    /// <summary>One score a class: the softmax gives the probabilities.</summary>
    Softmax,

    /// <summary>One score: its exponential is the prediction, a number above 0.</summary>
    Exponential,

    /// <summary>The scores are already one probability a class.</summary>
    Probabilities,
}
