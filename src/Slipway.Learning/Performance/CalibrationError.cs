namespace Slipway.Learning.Performance;

/// <summary>How far probabilities are from the frequencies that they announce.</summary>
public static class CalibrationError
{
    /// <summary>The number of bins where none is given.</summary>
    public const int DefaultBins = 10;

    /// <summary>
    /// The expected calibration error: rows in bins of equal count by probability, and of each bin the distance of mean probability and
    /// mean outcome, weighted by its rows (M. P. Naeini, G. F. Cooper and M. Hauskrecht, AAAI 2015, there with bins of equal width).
    /// </summary>
    /// <param name="probabilities">Probabilities of the outcome 1.</param>
    /// <param name="outcomes">1 or 0, one each.</param>
    /// <param name="bins">The number of bins, at least 1; the first ones take a row more where the rows do not divide evenly.</param>
    public static double Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> outcomes, int bins = DefaultBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(outcomes.Length, probabilities.Length);
        int count = probabilities.Length;
        double[] keys = probabilities.ToArray();
        int[] order = [.. Enumerable.Range(0, count)];

        // Equal keys stay in their order, so that the result does not depend on the sort.
        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        double error = 0;
        int start = 0;
        for (int bin = 0; bin < bins; bin++)
        {
            int end = start + (count / bins) + (bin < count % bins ? 1 : 0);
            double difference = 0;
            for (int i = start; i < end; i++)
            {
                difference += probabilities[order[i]] - outcomes[order[i]];
            }

            error += Math.Abs(difference) / count;
            start = end;
        }

        return error;
    }
}
