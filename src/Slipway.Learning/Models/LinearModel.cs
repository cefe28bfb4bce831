namespace Slipway.Learning.Models;

/// <summary>A weighted sum of the features for each raw score, and the link that makes predictions of them.</summary>
/// <param name="Weights">Row-major <c>[scores, features]</c>.</param>
/// <param name="Intercepts">One a score.</param>
/// <param name="Link">How raw scores become a prediction.</param>
public sealed record LinearModel(float[] Weights, float[] Intercepts, OutputLink Link)
{
    /// <summary>
    /// The mean of each feature over the training rows, which explanations count contributions from; empty where it is unknown.
    /// Predictions do not depend on it.
    /// </summary>
    public float[] FeatureMeans { get; init; } = [];
}
