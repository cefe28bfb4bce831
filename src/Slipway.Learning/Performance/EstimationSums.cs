namespace Slipway.Learning.Performance;

/// <summary>
/// What <see cref="PerformanceEstimator.Estimate"/> needs of rows that are gone: numbers that add up across parts of the rows. Immutable.
/// </summary>
/// <param name="RowCount">The rows.</param>
/// <param name="Values">
/// Classes: of each class in turn the expected rows that are predicted rightly, predicted wrongly and missed. Numbers: the expected sizes of
/// the errors and their squares.
/// </param>
public sealed record EstimationSums(long RowCount, IReadOnlyList<double> Values)
{
    /// <summary>The sums of two parts; a part that is null has no rows.</summary>
    /// <exception cref="ArgumentException">The parts are of different models.</exception>
    public static EstimationSums? Add(EstimationSums? left, EstimationSums? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Values.Count, left.Values.Count);
        return new EstimationSums(left.RowCount + right.RowCount, [.. left.Values.Zip(right.Values, (a, b) => a + b)]);
    }
}
