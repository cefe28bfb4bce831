using System.Text.Json;
using Slipway.Learning.Statistics;

namespace Slipway.Learning.Tests.Statistics;

public sealed class DistributionTests
{
    [Theory]
    [InlineData("normalSurvival", 1e-12)]
    [InlineData("chiSquareSurvival", 1e-12)]
    [InlineData("studentTwoSided", 1e-11)]
    [InlineData("kolmogorovSurvival", 1e-9)]
    [InlineData("kolmogorovLimit", 1e-12)]
    [InlineData("kolmogorovExact", 1e-11)]
    [InlineData("cramerVonMisesLimit", 1e-11, 1e-14)]
    public void Survival_AtScipysVectors_Agrees(string function, double relative, double absolute = 1e-300)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "TestData", "drift", "distributions.json")));
        var failures = new List<string>();
        int count = 0;
        foreach (var vector in document.RootElement.GetProperty("vectors").EnumerateArray())
        {
            if (vector.GetProperty("function").GetString() != function)
            {
                continue;
            }

            double[] a = [.. vector.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetDouble())];
            double expected = vector.GetProperty("expected").GetDouble();
            double actual = Evaluate(function, a);
            count++;
            if (!(Math.Abs(actual - expected) <= (relative * expected) + absolute))
            {
                failures.Add($"{function}({string.Join(", ", a)}): {actual:R}, expected {expected:R}, off by {(actual - expected) / expected:E2}");
            }
        }

        Assert.True(count > 0);
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    [Fact]
    public void NormalCdf_AndSurvival_AddUpToOne()
    {
        for (double z = -6; z <= 6; z += 0.25)
        {
            Assert.Equal(1, NormalDistribution.Cdf(z) + NormalDistribution.Survival(z), 14);
        }
    }

    [Fact]
    public void KolmogorovSurvival_WithGrowingStatistic_NeverGrows()
    {
        foreach (long n in new long[] { 1, 10, 140, 141, 5000, 200_000, 3_000_000 })
        {
            double before = 1;
            for (double z = 0.05; z < 4; z += 0.05)
            {
                double p = KolmogorovDistribution.Survival(z / Math.Sqrt(n), n);
                Assert.InRange(p, 0, before + 1e-9);
                before = p;
            }
        }
    }

    [Fact]
    public void ExactSurvival_SmallSamples_MatchesCountingEveryPath()
    {
        for (int m = 1; m <= 6; m++)
        {
            for (int n = 1; n <= 6; n++)
            {
                for (int step = 0; step <= m * n; step++)
                {
                    double d = (double)step / (m * n);
                    var (outside, all) = CountPaths(m, n, 0, 0, d, false);
                    Assert.Equal((double)outside / all, TwoSampleKolmogorov.ExactSurvival(d, m, n), 12);
                }
            }
        }
    }

    private static (long Outside, long All) CountPaths(int m, int n, int i, int j, double d, bool isOutside)
    {
        isOutside |= Math.Abs(((double)i / m) - ((double)j / n)) >= d - 1e-12;
        if (i == m && j == n)
        {
            return (isOutside ? 1 : 0, 1);
        }

        var right = i < m ? CountPaths(m, n, i + 1, j, d, isOutside) : default;
        var up = j < n ? CountPaths(m, n, i, j + 1, d, isOutside) : default;
        return (right.Outside + up.Outside, right.All + up.All);
    }

    private static double Evaluate(string function, double[] a) => function switch
    {
        "normalSurvival" => NormalDistribution.Survival(a[0]),
        "chiSquareSurvival" => ChiSquareDistribution.Survival(a[0], a[1]),
        "studentTwoSided" => StudentDistribution.TwoSided(a[0], a[1]),
        "kolmogorovSurvival" => KolmogorovDistribution.Survival(a[0], (long)a[1]),
        "kolmogorovLimit" => KolmogorovDistribution.LimitSurvival(a[0]),
        "kolmogorovExact" => TwoSampleKolmogorov.ExactSurvival(a[0], (int)a[1], (int)a[2]),
        "cramerVonMisesLimit" => CramerVonMisesDistribution.LimitSurvival(a[0]),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };
}
