namespace Slipway.Learning.Ensembles;

/// <summary>Judges by how much one way was better than another on the same folds.</summary>
internal static class PairedGains
{
    /// <summary>Whether the mean is above 0 by more than its standard error.</summary>
    public static bool AreBeyondChance(IReadOnlyList<double> gains)
    {
        if (gains.Count < 2)
        {
            return false;
        }

        double mean = gains.Average();
        double squares = gains.Sum(gain => (gain - mean) * (gain - mean));
        return mean > 0 && mean > Math.Sqrt(squares / (gains.Count - 1) / gains.Count);
    }
}
