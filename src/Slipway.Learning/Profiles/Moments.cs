namespace Slipway.Learning.Profiles;

/// <summary>
/// Count, mean, spread and range of numbers, kept in a form that adds up without loss (B. P. Welford, Technometrics 4, 1962; T. F. Chan,
/// G. H. Golub and R. J. LeVeque, Am. Stat. 37, 1983). The default value has seen nothing.
/// </summary>
/// <param name="Count">How many numbers.</param>
/// <param name="Mean">Their mean; 0 where there are none.</param>
/// <param name="SumOfSquares">The sum of squared deviations from the mean.</param>
/// <param name="Min">The least; 0 where there are none.</param>
/// <param name="Max">The greatest; 0 where there are none.</param>
public readonly record struct Moments(long Count, double Mean, double SumOfSquares, double Min, double Max)
{
    /// <summary>Of no numbers.</summary>
    public static Moments Empty => default;

    /// <summary>The population variance: division by the count.</summary>
    public double Variance => Count == 0 ? 0 : SumOfSquares / Count;

    /// <summary>The population standard deviation.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>With one more number.</summary>
    /// <param name="value">A finite number.</param>
    public Moments Add(double value)
    {
        if (Count == 0)
        {
            return new(1, value, 0, value, value);
        }

        double delta = value - Mean;
        double mean = Mean + (delta / (Count + 1));
        return new(Count + 1, mean, SumOfSquares + (delta * (value - mean)), Math.Min(Min, value), Math.Max(Max, value));
    }

    /// <summary>Of both sets of numbers together.</summary>
    public Moments Merge(Moments other)
    {
        if (other.Count == 0)
        {
            return this;
        }

        if (Count == 0)
        {
            return other;
        }

        long count = Count + other.Count;
        double delta = other.Mean - Mean;
        double mean = Mean + (delta * other.Count / count);
        double squares = SumOfSquares + other.SumOfSquares + (delta * delta * ((double)Count / count) * other.Count);
        return new(count, mean, squares, Math.Min(Min, other.Min), Math.Max(Max, other.Max));
    }
}
