namespace Slipway.Learning.Models;

/// <summary>
/// Squared distances from the centre of each class, each measured in coordinates of the class, and the link that makes predictions of them.
/// With <see cref="OutputLink.Softmax"/> the score of a class is its intercept minus its distance; with <see cref="OutputLink.Logistic"/>
/// the one score is the intercept plus the distance from the first class minus that from the second.
/// </summary>
/// <param name="FeatureMeans">Taken off the features first; one a feature.</param>
/// <param name="Centres">Row-major <c>[classes, features]</c>, relative to <paramref name="FeatureMeans"/>.</param>
/// <param name="Projections">
/// One a class, row-major <c>[features, features]</c> and 0 below the diagonal: a row times it has the squared distance as its squared length.
/// </param>
/// <param name="Intercepts">One a score.</param>
/// <param name="Link">How scores become probabilities.</param>
public sealed record QuadraticModel(
    float[] FeatureMeans, float[] Centres, IReadOnlyList<float[]> Projections, float[] Intercepts, OutputLink Link)
{
    /// <summary>
    /// Features farther than this from their mean, on either side, count as this far: so no distance is beyond all numbers. Above 0.
    /// </summary>
    public float FeatureLimit { get; init; } = float.MaxValue;
}
