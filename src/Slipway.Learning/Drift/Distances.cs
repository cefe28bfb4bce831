namespace Slipway.Learning.Drift;

/// <summary>Distances between two distributions: between counts over the same categories or bins, and between samples of numbers.</summary>
public static class Distances
{
    /// <summary>The share that stands in for none, so that ratios of shares exist.</summary>
    private const double Floor = 0.0001;

    /// <summary>
    /// The Jensen-Shannon distance, the square root of the divergence (J. Lin, IEEE Trans. Inf. Theory 37, 1991), in the natural logarithm:
    /// 0 to sqrt(ln 2). Divide by sqrt(ln 2) for base 2. Symmetric.
    /// </summary>
    public static double JensenShannon(PairedCounts counts)
    {
        double sum = 0;
        var (r, c) = Shares(counts);
        for (int i = 0; i < r.Length; i++)
        {
            double middle = (r[i] + c[i]) / 2;
            sum += RelativeEntropy(r[i], middle) + RelativeEntropy(c[i], middle);
        }

        return Math.Sqrt(Math.Max(0, sum / 2));
    }

    /// <summary>The population stability index (c - r) ln(c / r), summed; shares below 0.0001 are raised to it. Symmetric.</summary>
    public static double StabilityIndex(PairedCounts counts)
    {
        var (r, c) = Shares(counts);
        double sum = 0;
        for (int i = 0; i < r.Length; i++)
        {
            double left = Math.Max(r[i], Floor);
            double right = Math.Max(c[i], Floor);
            sum += (right - left) * Math.Log(right / left);
        }

        return sum;
    }

    /// <summary>
    /// The population stability index where only empty shares are filled: with 0.0001, or with a millionth of the least share where one is
    /// at most 0.0001. Each side fills its own.
    /// </summary>
    public static double StabilityIndexFilled(PairedCounts counts)
    {
        var (r, c) = FilledShares(counts);
        double sum = 0;
        for (int i = 0; i < r.Length; i++)
        {
            sum += (r[i] - c[i]) * Math.Log(r[i] / c[i]);
        }

        return sum;
    }

    /// <summary>
    /// The Kullback-Leibler divergence of the reference from the current sample, natural logarithm, empty shares filled as by
    /// <see cref="StabilityIndexFilled"/> and scaled to sum 1. Not symmetric.
    /// </summary>
    public static double KullbackLeibler(PairedCounts counts)
    {
        var (r, c) = FilledShares(counts);
        double totalR = r.Sum();
        double totalC = c.Sum();
        double sum = 0;
        for (int i = 0; i < r.Length; i++)
        {
            sum += RelativeEntropy(r[i] / totalR, c[i] / totalC);
        }

        return Math.Max(0, sum);
    }

    /// <summary>The Hellinger distance sqrt(1 - Σ sqrt(r c)), 0 to 1. Symmetric.</summary>
    public static double Hellinger(PairedCounts counts)
    {
        // Half the squared distance of the roots: the same number, without cancellation near 0.
        var (r, c) = Shares(counts);
        double sum = 0;
        for (int i = 0; i < r.Length; i++)
        {
            double difference = Math.Sqrt(r[i]) - Math.Sqrt(c[i]);
            sum += difference * difference;
        }

        return Math.Min(1, Math.Sqrt(sum / 2));
    }

    /// <summary>The total variation distance, half the sum of |r - c|, 0 to 1. Symmetric.</summary>
    public static double TotalVariation(PairedCounts counts)
    {
        var (r, c) = Shares(counts);
        double sum = 0;
        for (int i = 0; i < r.Length; i++)
        {
            sum += Math.Abs(r[i] - c[i]);
        }

        return sum / 2;
    }

    /// <summary>The largest |r - c|, 0 to 1. Symmetric.</summary>
    public static double LInfinity(PairedCounts counts)
    {
        var (r, c) = Shares(counts);
        double largest = 0;
        for (int i = 0; i < r.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(r[i] - c[i]));
        }

        return largest;
    }

    /// <summary>The Kolmogorov-Smirnov statistic: the largest difference of the cumulative shares, 0 to 1. Symmetric.</summary>
    public static double KolmogorovSmirnov(DriftPair pair)
    {
        var counts = pair.Points.Counts;
        double largest = 0;
        long r = 0, c = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            r += counts.Reference[i];
            c += counts.Current[i];
            largest = Math.Max(largest, Math.Abs(((double)r / pair.ReferenceCount) - ((double)c / pair.CurrentCount)));
        }

        return largest;
    }

    /// <summary>The first Wasserstein distance: the area between the cumulative shares, in the unit of the values. Symmetric.</summary>
    public static double Wasserstein(DriftPair pair) => Area(pair, squared: false);

    /// <summary>
    /// The energy distance, sqrt(2 ∫ (F - G)²) (G. J. Székely and M. L. Rizzo, J. Stat. Plan. Inference 143, 2013). Symmetric.
    /// </summary>
    public static double Energy(DriftPair pair) => Math.Sqrt(2 * Area(pair, squared: true));

    private static double Area(DriftPair pair, bool squared)
    {
        var (values, counts) = pair.Points;
        double sum = 0;
        long r = 0, c = 0;
        for (int i = 0; i + 1 < values.Length; i++)
        {
            r += counts.Reference[i];
            c += counts.Current[i];
            double height = Math.Abs(((double)r / pair.ReferenceCount) - ((double)c / pair.CurrentCount));
            sum += (squared ? height * height : height) * (values[i + 1] - values[i]);
        }

        return sum;
    }

    private static double RelativeEntropy(double p, double q) => p == 0 ? 0 : p * Math.Log(p / q);

    private static (double[] Reference, double[] Current) Shares(PairedCounts counts) => (Shares(counts.Reference), Shares(counts.Current));

    private static (double[] Reference, double[] Current) FilledShares(PairedCounts counts)
    {
        var (r, c) = Shares(counts);
        Fill(r);
        Fill(c);
        return (r, c);
    }

    private static double[] Shares(long[] counts)
    {
        double total = counts.Sum();
        var shares = new double[counts.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = counts[i] / total;
        }

        return shares;
    }

    private static void Fill(double[] shares)
    {
        double least = shares.Where(share => share > 0).Min();
        double fill = least <= Floor ? least / 1e6 : Floor;
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = shares[i] == 0 ? fill : shares[i];
        }
    }
}
