using Slipway.Learning.Statistics;

namespace Slipway.Learning.Drift;

/// <summary>The probability of a difference at least this large if both samples came from one source. All 0 to 1.</summary>
public static class PValues
{
    /// <summary>The largest sample for which the Kolmogorov-Smirnov p-value is exact.</summary>
    public const int MaxExactCount = 10_000;

    private const double MaxAndersonDarling = 0.25;

    /// <summary>
    /// The two-sample Kolmogorov-Smirnov test: exact where the larger sample has at most <see cref="MaxExactCount"/> values.
    /// </summary>
    public static double KolmogorovSmirnov(DriftPair pair)
    {
        double d = Distances.KolmogorovSmirnov(pair);
        return Math.Max(pair.ReferenceCount, pair.CurrentCount) <= MaxExactCount
            ? TwoSampleKolmogorov.ExactSurvival(d, (int)pair.ReferenceCount, (int)pair.CurrentCount)
            : TwoSampleKolmogorov.AsymptoticSurvival(d, pair.ReferenceCount, pair.CurrentCount);
    }

    /// <summary>
    /// K. Pearson's chi-square test of the current counts against those that the shares of the reference let expect. A value that the
    /// reference lacks makes it 0. With one value, 1.
    /// </summary>
    public static double ChiSquare(PairedCounts counts) =>
        counts.Length < 2 ? 1 : ChiSquareDistribution.Survival(ChiSquareStatistic(counts), counts.Length - 1);

    /// <summary>The statistic of <see cref="ChiSquare"/>, infinite where the reference lacks a value.</summary>
    public static double ChiSquareStatistic(PairedCounts counts)
    {
        double scale = (double)counts.Current.Sum() / counts.Reference.Sum();
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double expected = counts.Reference[i] * scale;
            double difference = counts.Current[i] - expected;
            sum += difference * difference / expected;
        }

        return sum;
    }

    /// <summary>
    /// The chi-square test that both samples have the same shares, from the 2 × k table of counts, no correction. With one value, 1.
    /// </summary>
    public static double Contingency(PairedCounts counts) =>
        counts.Length < 2 ? 1 : ChiSquareDistribution.Survival(ContingencyStatistic(counts), counts.Length - 1);

    /// <summary>The statistic of <see cref="Contingency"/>.</summary>
    public static double ContingencyStatistic(PairedCounts counts)
    {
        double reference = counts.Reference.Sum();
        double current = counts.Current.Sum();
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double both = counts.Reference[i] + counts.Current[i];
            double expectedReference = both * reference / (reference + current);
            double expectedCurrent = both * current / (reference + current);
            sum += Math.Pow(counts.Reference[i] - expectedReference, 2) / expectedReference;
            sum += Math.Pow(counts.Current[i] - expectedCurrent, 2) / expectedCurrent;
        }

        return sum;
    }

    /// <summary>The G-test, 2 Σ o ln(o / e), with the expected counts of <see cref="ChiSquare"/>.</summary>
    public static double LikelihoodRatio(PairedCounts counts)
    {
        double scale = (double)counts.Current.Sum() / counts.Reference.Sum();
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += counts.Current[i] == 0 ? 0 : counts.Current[i] * Math.Log(counts.Current[i] / (counts.Reference[i] * scale));
        }

        return counts.Length < 2 ? 1 : ChiSquareDistribution.Survival(2 * sum, counts.Length - 1);
    }

    /// <summary>
    /// The two-sided Z-test that the first value has the same share in both samples, the variance pooled. With one value, 1.
    /// </summary>
    public static double Proportions(PairedCounts counts)
    {
        if (counts.Length < 2)
        {
            return 1;
        }

        double n1 = counts.Reference.Sum();
        double n2 = counts.Current.Sum();
        double pooled = (counts.Reference[0] + counts.Current[0]) / (n1 + n2);
        double difference = (counts.Reference[0] / n1) - (counts.Current[0] / n2);
        double z = difference / Math.Sqrt(pooled * (1 - pooled) * ((1 / n1) + (1 / n2)));
        return Math.Min(1, 2 * NormalDistribution.Survival(Math.Abs(z)));
    }

    /// <summary>Student's t-test for equal means, equal variances assumed. Two constant samples: 1 where they are equal, else 0.</summary>
    public static double Student(DriftPair pair)
    {
        var (r, c) = (pair.ReferenceMoments, pair.CurrentMoments);
        double freedom = r.Count + c.Count - 2;
        double error = Math.Sqrt((r.SumOfSquares + c.SumOfSquares) / freedom * ((1.0 / r.Count) + (1.0 / c.Count)));
        double difference = r.Mean - c.Mean;
        if (freedom < 1 || error == 0)
        {
            return difference == 0 || freedom < 1 ? 1 : 0;
        }

        return StudentDistribution.TwoSided(difference / error, freedom);
    }

    /// <summary>
    /// The two-sided rank test of H. B. Mann and D. R. Whitney (Ann. Math. Stat. 18, 1947) by the normal approximation, with corrections
    /// for
    /// ties and continuity; good from about nine values a sample.
    /// </summary>
    public static double MannWhitney(DriftPair pair)
    {
        double n1 = pair.ReferenceCount;
        double n2 = pair.CurrentCount;
        double n = n1 + n2;
        var counts = pair.Points.Counts;
        double before = 0, rankSum = 0, ties = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double tied = counts.Reference[i] + counts.Current[i];
            rankSum += counts.Reference[i] * (before + ((tied + 1) / 2));
            ties += (tied * tied * tied) - tied;
            before += tied;
        }

        double u = rankSum - (n1 * (n1 + 1) / 2);
        u = Math.Max(u, (n1 * n2) - u);
        double deviation = Math.Sqrt(n1 * n2 / 12 * (n + 1 - (ties / (n * (n - 1)))));
        double above = u - (n1 * n2 / 2) - 0.5;
        return deviation > 0 ? Math.Min(1, 2 * NormalDistribution.Survival(above / deviation)) : 1;
    }

    /// <summary>The two-sample Cramér-von Mises test with mid-ranks, by its limit (T. W. Anderson, Ann. Math. Stat. 33, 1962).</summary>
    public static double CramerVonMises(DriftPair pair)
    {
        double n1 = pair.ReferenceCount;
        double n2 = pair.CurrentCount;
        double n = n1 + n2;
        double k = n1 * n2;
        var counts = pair.Points.Counts;
        double before = 0, before1 = 0, before2 = 0, sum1 = 0, sum2 = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double tied = counts.Reference[i] + counts.Current[i];
            double rank = before + ((tied + 1) / 2);
            sum1 += SquaresToRun(rank - before1, counts.Reference[i]);
            sum2 += SquaresToRun(rank - before2, counts.Current[i]);
            before += tied;
            before1 += counts.Reference[i];
            before2 += counts.Current[i];
        }

        double t = (((n1 * sum1) + (n2 * sum2)) / (k * n)) - (((4 * k) - 1) / (6 * n));
        double mean = (1 + (1 / n)) / 6;
        double variance = (n + 1) * ((4 * k * n) - (3 * ((n1 * n1) + (n2 * n2))) - (2 * k)) / (45 * n * n * 4 * k);
        return CramerVonMisesDistribution.LimitSurvival((1.0 / 6) + ((t - mean) / Math.Sqrt(45 * variance)));
    }

    /// <summary>
    /// The two-sample Anderson-Darling test with mid-ranks (F. W. Scholz and M. A. Stephens, J. Am. Stat. Assoc. 82, 1987, equations 4 to
    /// 7). The
    /// p-value is interpolated in their table of critical values, so that it stays between 0.001 and 0.25. Samples of fewer than four
    /// values in
    /// all, or of one distinct value, give 0.25.
    /// </summary>
    public static double AndersonDarling(DriftPair pair)
    {
        long n1 = pair.ReferenceCount;
        long n2 = pair.CurrentCount;
        long n = n1 + n2;
        var counts = pair.Points.Counts;
        if (n < 4 || counts.Length < 2)
        {
            return MaxAndersonDarling;
        }

        double before = 0, before1 = 0, before2 = 0, sum1 = 0, sum2 = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double tied = counts.Reference[i] + counts.Current[i];
            double middle = before + (tied / 2);
            double weight = tied / n / ((middle * (n - middle)) - (n * tied / 4));
            sum1 += weight * Math.Pow((n * (before1 + (counts.Reference[i] / 2.0))) - (middle * n1), 2);
            sum2 += weight * Math.Pow((n * (before2 + (counts.Current[i] / 2.0))) - (middle * n2), 2);
            before += tied;
            before1 += counts.Reference[i];
            before2 += counts.Current[i];
        }

        double statistic = ((sum1 / n1) + (sum2 / n2)) * (n - 1) / n;
        return AndersonDarlingPValue((statistic - 1) / Math.Sqrt(AndersonDarlingVariance(n1, n2)));
    }

    // Σ (x - j)² over j = 1..length.
    private static double SquaresToRun(double x, double length)
    {
        double offset = x - ((length + 1) / 2);
        return (length * offset * offset) + (length * ((length * length) - 1) / 12);
    }

    private static double AndersonDarlingVariance(long n1, long n2)
    {
        double n = n1 + n2;
        double inverse = (1.0 / n1) + (1.0 / n2);
        double harmonic = 0, g = 0;
        for (long i = 1; i < n1 + n2 - 1; i++)
        {
            // Going down from the last term makes each inner sum of equation 6 a running one.
            harmonic += 1 / (n - i);
            g += harmonic / (i + 1);
        }

        double h = harmonic + 1;
        double a = (4 * g) - 6 + ((10 - (6 * g)) * inverse);
        double b = (((2 * g) - 4) * 4) + (16 * h) + (((2 * g) - (14 * h) - 4) * inverse) - (8 * h) + (4 * g) - 6;
        double c = (((6 * h) + (2 * g) - 2) * 4) + (((4 * h) - (4 * g) + 6) * 2) + (((2 * h) - 6) * inverse) + (4 * h);
        double d = (((2 * h) + 6) * 4) - (8 * h);
        return ((((((a * n) + b) * n) + c) * n) + d) / ((n - 1) * (n - 2) * (n - 3));
    }

    // The least-squares parabola through the logarithms of the levels at the critical values of table 1, for two samples.
    private static double AndersonDarlingPValue(double statistic)
    {
        const double leastCritical = 0.325;
        const double greatestCritical = 6.546;
        if (statistic < leastCritical)
        {
            return MaxAndersonDarling;
        }

        return statistic > greatestCritical
            ? 0.001
            : Math.Exp(-1.0777702798204876 + (statistic * (-1.008226564465251 + (statistic * 0.01819809457411139))));
    }
}
