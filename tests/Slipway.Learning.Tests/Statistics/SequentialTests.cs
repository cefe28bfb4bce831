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

    private static bool LeavesBand(Random random)
    {
        var counts = new int[20];
        for (int n = 1; n <= 1000; n++)
        {
            counts[(int)(random.NextDouble() * counts.Length)]++;
            int sum = 0;
            for (int i = 0; i < counts.Length; i++)
            {
                sum += counts[i];
                if (Math.Abs(((double)sum / n) - ((i + 1.0) / counts.Length)) > UniformBand.HalfWidth(n, Alpha))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
