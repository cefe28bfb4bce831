using Slipway.Learning.Splitting;

namespace Slipway.Learning.Search;

/// <summary>
/// A density on 0 to 1: a triangle around each of some points, as wide as the gap to its farther neighbour, and one uniform part, so that
/// no place is out of the question. Triangles need no functions whose last bits differ between platforms, as the usual normal curves do.
/// </summary>
internal sealed class ParzenDensity
{
    private const double MinWidth = 0.05;

    private readonly double[] _centers;
    private readonly double[] _widths;

    public ParzenDensity(IEnumerable<double> points)
    {
        _centers = [.. points.Order()];
        _widths = new double[_centers.Length];
        for (int i = 0; i < _widths.Length; i++)
        {
            double below = _centers[i] - (i == 0 ? 0 : _centers[i - 1]);
            double above = (i == _widths.Length - 1 ? 1 : _centers[i + 1]) - _centers[i];
            _widths[i] = Math.Max(Math.Max(below, above), MinWidth);
        }
    }

    /// <summary>The density at a point; above 0 everywhere.</summary>
    public double Density(double x)
    {
        double sum = 1;
        for (int i = 0; i < _centers.Length; i++)
        {
            double height = 1 - (Math.Abs(x - _centers[i]) / _widths[i]);
            sum += height <= 0 ? 0 : height / _widths[i] / Inside(_centers[i], _widths[i]);
        }

        return sum / (_centers.Length + 1);
    }

    /// <summary>Draws a point.</summary>
    public double Sample(SeededRandom random)
    {
        int part = random.Next(_centers.Length + 1);
        if (part == _centers.Length)
        {
            return random.NextDouble();
        }

        while (true)
        {
            double x = _centers[part] + (_widths[part] * (random.NextDouble() - random.NextDouble()));
            if (x is >= 0 and <= 1)
            {
                return x;
            }
        }
    }

    /// <summary>The part of a triangle's area that lies between 0 and 1.</summary>
    private static double Inside(double center, double width)
    {
        double below = Math.Max(0, 1 - (center / width));
        double above = Math.Max(0, 1 - ((1 - center) / width));
        return 1 - (below * below / 2) - (above * above / 2);
    }
}
