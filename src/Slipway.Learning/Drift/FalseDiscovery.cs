namespace Slipway.Learning.Drift;

/// <summary>Correction of p-values for their number.</summary>
public static class FalseDiscovery
{
    /// <summary>
    /// The adjusted p-values of Y. Benjamini and Y. Hochberg (J. R. Stat. Soc. B 57, 1995): calling those at most q significant keeps the
    /// expected
    /// share of false ones among them at or below q, for independent or positively dependent tests.
    /// </summary>
    /// <param name="pValues">P-values in any order.</param>
    /// <returns>One for each, in the same order; never below the p-value itself.</returns>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        int[] order = [.. Enumerable.Range(0, pValues.Count).OrderByDescending(i => pValues[i])];
        var adjusted = new double[pValues.Count];
        double least = 1;
        for (int i = 0; i < order.Length; i++)
        {
            double pValue = pValues[order[i]];
            least = Math.Min(least, Math.Max(pValue, pValue * order.Length / (order.Length - i)));
            adjusted[order[i]] = least;
        }

        return adjusted;
    }
}
