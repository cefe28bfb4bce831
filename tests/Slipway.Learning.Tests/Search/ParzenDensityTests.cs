using Slipway.Learning.Randomness;
using Slipway.Learning.Search;
using Slipway.Learning.Splitting;

namespace Slipway.Learning.Tests.Search;

public sealed class ParzenDensityTests
{
    public static TheoryData<double[]> Points => [[], [0], [1], [0.5], [0.01, 0.02, 0.99], [0.3, 0.3, 0.3, 0.7]];

    [Theory]
    [MemberData(nameof(Points))]
    public void Density_AnyPoints_SumsToOneAndIsAboveZero(double[] points)
    {
        const int Steps = 20_000;
        var density = new ParzenDensity(points);

        double[] values = [.. Enumerable.Range(0, Steps).Select(i => density.Density((i + 0.5) / Steps))];

        Assert.Equal(1, values.Average(), 1e-4);
        Assert.True(values.Min() > 0);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Sample_ManyDraws_FollowTheDensity(double[] points)
    {
        const int Draws = 20_000;
        const int Bins = 10;
        var density = new ParzenDensity(points);
        var random = new SeededRandom(5);
        var counts = new int[Bins];
        for (int i = 0; i < Draws; i++)
        {
            counts[Math.Min((int)(density.Sample(random) * Bins), Bins - 1)]++;
        }

        for (int bin = 0; bin < Bins; bin++)
        {
            double expected = Enumerable.Range(0, 100).Average(i => density.Density((bin + ((i + 0.5) / 100)) / Bins)) / Bins;
            Assert.Equal(expected, (double)counts[bin] / Draws, 0.015);
        }
    }
}
