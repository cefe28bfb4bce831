using Slipway.Learning.Statistics;

namespace Slipway.Learning.Tests.Statistics;

public sealed class SequentialTests
{
    private const double Alpha = 0.05;

    [Fact]
    public void Bernoulli_AtTheLimit_SeldomAlarmsHoweverOftenOneLooks() =>
        Assert.InRange(AlarmShare(random => BernoulliAlarms(random, 0.1)), 0, Alpha);

    [Fact]
    public void Bernoulli_FarAboveTheLimit_AlarmsSoon()
    {
        Assert.True(BernoulliSequentialTest.LogEvidence(4, 4, 0.01) > Math.Log(1e5));
        Assert.True(BernoulliSequentialTest.LogEvidence(0, 100, 0.01) < 0);
        Assert.Equal(0, BernoulliSequentialTest.LogEvidence(0, 0, 0.01));
        Assert.True(AlarmShare(random => BernoulliAlarms(random, 0.3)) > 0.95);
    }

    [Fact]
    public void Mean_AtTheLimit_SeldomAlarmsHoweverOftenOneLooks()
    {
        Assert.InRange(AlarmShare(random => MeanAlarms(random, 0)), 0, Alpha);
        Assert.True(AlarmShare(random => MeanAlarms(random, 0.5)) > 0.95);
    }

    [Fact]
    public void Band_OfUniformValues_IsSeldomLeft() => Assert.InRange(AlarmShare(random => LeavesBand(random)), 0, Alpha);

    [Theory]
    [InlineData(1, 0.05, 2.4495298993167416)]
    [InlineData(1_000, 0.05, 0.08656912837667055)]
    [InlineData(1_000_000, 1e-7, 0.003941135329966581)]
    public void Band_HalfWidth_IsThatOfTheTheorem(long count, double alpha, double expected) =>
        Assert.Equal(expected, UniformBand.HalfWidth(count, alpha), 1e-15);

    [Fact]
    public void Band_OverALongRun_IsHardlyLeftThoughNotFarFrom()
    {
        double[] furthest = [.. Enumerable.Range(0, 100).Select(seed => FurthestOut(new Random(seed), 100_000, exponent: 1))];

        Assert.InRange(furthest.Count(f => f > 1) / (double)furthest.Length, 0, Alpha);
        Assert.InRange(furthest.Max(), 0.5, 1);
        Assert.All(Enumerable.Range(0, 20), seed => Assert.True(FurthestOut(new Random(seed), 10_000, exponent: 1.2) > 1));
    }

    private static double AlarmShare(Func<Random, bool> run) => Enumerable.Range(0, 400).Count(seed => run(new Random(seed))) / 400.0;

    private static bool BernoulliAlarms(Random random, double rate)
    {
        int hits = 0;
        for (int n = 1; n <= 1000; n++)
        {
            hits += random.NextDouble() < rate ? 1 : 0;
            if (BernoulliSequentialTest.LogEvidence(hits, n, 0.1) >= -Math.Log(Alpha))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Two streams of uniform values, with a shift between them.</summary>
    private static bool MeanAlarms(Random random, double shift)
    {
        double sum = 0;
        for (int n = 1; n <= 1000; n++)
        {
            sum += random.NextDouble() + shift - random.NextDouble();
            if (n >= 50 && MeanSequentialTest.LogEvidence(sum / n, 2 / (12.0 * n), 0.1) >= -Math.Log(Alpha))
            {
                return true;
            }
        }

        return false;
    }

    private static bool LeavesBand(Random random) => FurthestOut(random, 1000, exponent: 1) > 1;

    /// <summary>How far out of the band of uniform values a run of powers of such values comes; 1 is its border.</summary>
    private static double FurthestOut(Random random, int length, double exponent)
    {
        var counts = new int[20];
        double furthest = 0;
        for (int n = 1, look = 1; n <= length; n++)
        {
            counts[(int)(Math.Pow(random.NextDouble(), exponent) * counts.Length)]++;
            if (n < look)
            {
                continue;
            }

            // Every value at first, then a hundred looks for each doubling: in between the distribution hardly moves.
            look = Math.Max(n + 1, (int)(n * 1.007));
            int sum = 0;
            for (int i = 0; i < counts.Length; i++)
            {
                sum += counts[i];
                double distance = Math.Abs(((double)sum / n) - ((i + 1.0) / counts.Length));
                furthest = Math.Max(furthest, distance / UniformBand.HalfWidth(n, Alpha));
            }
        }

        return furthest;
    }
}
