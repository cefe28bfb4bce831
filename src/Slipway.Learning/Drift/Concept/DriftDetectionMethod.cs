namespace Slipway.Learning.Drift.Concept;

/// <summary>
/// The drift detection method, DDM (J. Gama et al., SBIA 2004): the error rate so far against the best that it was. For errors of 0 and 1.
/// Sees only that errors become more frequent.
/// </summary>
public sealed class DriftDetectionMethod : IConceptDetector
{
    private const int MinValues = 30;
    private const double WarningDeviations = 2;
    private const double DriftDeviations = 3;

    private long _count;
    private double _rate;
    private double _bestRate;
    private double _bestDeviation;

    /// <summary>Makes a detector that has seen nothing.</summary>
    public DriftDetectionMethod() => Reset();

    /// <inheritdoc/>
    public string Name => "ddm";

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The error is not from 0 to 1.</exception>
    public ConceptState Add(double error)
    {
        if (!(error is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(error), error, "DDM takes 1 for a wrong answer and 0 for a right one.");
        }

        _count++;
        _rate += (error - _rate) / _count;
        double deviation = Math.Sqrt(_rate * (1 - _rate) / _count);
        if (_count < MinValues)
        {
            return ConceptState.Stable;
        }

        if (_rate + deviation < _bestRate + _bestDeviation)
        {
            (_bestRate, _bestDeviation) = (_rate, deviation);
        }

        if (_rate + deviation > _bestRate + (DriftDeviations * _bestDeviation))
        {
            Reset();
            return ConceptState.Drift;
        }

        return _rate + deviation > _bestRate + (WarningDeviations * _bestDeviation) ? ConceptState.Warning : ConceptState.Stable;
    }

    private void Reset() => (_count, _rate, _bestRate, _bestDeviation) = (0, 0, double.PositiveInfinity, double.PositiveInfinity);
}
