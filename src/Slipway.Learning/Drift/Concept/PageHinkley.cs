namespace Slipway.Learning.Drift.Concept;

/// <summary>
/// The test of E. S. Page (Biometrika 41, 1954) and D. V. Hinkley: adds up by how much values are above their mean, and forgets slowly.
/// Sees that values become larger. The threshold is in the unit of the values.
/// </summary>
/// <param name="delta">How far above the mean is still usual.</param>
/// <param name="threshold">The sum from which on the stream has changed.</param>
/// <param name="alpha">What the sum is multiplied by at each value, so that old values are forgotten: above 0, at most 1.</param>
public sealed class PageHinkley(
    double delta = PageHinkley.DefaultDelta, double threshold = PageHinkley.DefaultThreshold, double alpha = PageHinkley.DefaultAlpha)
    : IConceptDetector
{
    /// <summary>The default of delta.</summary>
    public const double DefaultDelta = 0.005;

    /// <summary>The default of the threshold.</summary>
    public const double DefaultThreshold = 50;

    /// <summary>The default of alpha.</summary>
    public const double DefaultAlpha = 0.9999;

    private const int MinValues = 30;

    private long _count;
    private double _mean;
    private double _sum;

    /// <inheritdoc/>
    public string Name => "pageHinkley";

    /// <inheritdoc/>
    public ConceptState Add(double error)
    {
        _count++;
        _mean += (error - _mean) / _count;
        _sum = Math.Max(0, (alpha * _sum) + error - _mean - delta);
        if (_count < MinValues || _sum < threshold)
        {
            return ConceptState.Stable;
        }

        (_count, _mean, _sum) = (0, 0, 0);
        return ConceptState.Drift;
    }
}
