namespace Slipway.Learning.Models;

/// <summary>
/// Dense layers one after the other: the first takes the features, each but the last is followed by the rectifier <c>max(x, 0)</c>, and the
/// last gives the raw scores.
/// </summary>
/// <param name="Layers">The layers, at least one.</param>
/// <param name="Link">How raw scores become a prediction.</param>
public sealed record NeuralNetwork(IReadOnlyList<DenseLayer> Layers, OutputLink Link)
{
    /// <summary>
    /// Features beyond this, on either side, count as this: a network says nothing sensible far from the rows that it learned from. Above 0.
    /// </summary>
    public float FeatureLimit { get; init; } = float.MaxValue;
}
