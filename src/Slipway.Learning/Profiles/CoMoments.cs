namespace Slipway.Learning.Profiles;

/// <summary>
/// Sums over the rows where two numbers are both there, from which their correlation follows; they merge as <see cref="Moments"/> do.
/// </summary>
internal readonly record struct CoMoments(long Count, double MeanX, double MeanY, double SquaresX, double SquaresY, double Products)
{
    /// <summary>Pearson's r, -1 to 1; null where either number is constant.</summary>
    public double? Correlation
    {
        get
        {
            double spread = Math.Sqrt(SquaresX) * Math.Sqrt(SquaresY);
            double r = Products / spread;
            return spread > 0 && double.IsFinite(r) ? Math.Clamp(r, -1, 1) : null;
        }
    }

    public CoMoments Merge(CoMoments other)
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
        double dx = other.MeanX - MeanX;
        double dy = other.MeanY - MeanY;
        double weight = (double)Count / count * other.Count;
        return new(
            count,
            MeanX + (dx * other.Count / count),
            MeanY + (dy * other.Count / count),
            SquaresX + other.SquaresX + (dx * dx * weight),
            SquaresY + other.SquaresY + (dy * dy * weight),
            Products + other.Products + (dx * dy * weight));
    }
}
