namespace Slipway.Learning.Explaining;

/// <summary>What the base value and the contributions of an explanation sum to.</summary>
public enum ExplanationSpace
{
    /// <summary>
    /// The score before the link: log-odds, the score of a class before the softmax, or the number that a regression predicts. Of a model
    /// that averages probabilities and calibrates them, the probability before the calibration.
    /// </summary>
    Margin,

    /// <summary>The probability of a class, of a model that averages probabilities, such as a forest.</summary>
    Probability,
}
