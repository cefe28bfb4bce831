using Slipway.Learning.Randomness;
using Slipway.Learning.Search;
using Slipway.Learning.Splitting;

namespace Slipway.Learning.Tests.Search;

public sealed class ParzenSamplerTests
{
    [Fact]
    public void Propose_BowlOfThreeDimensions_FindsLowerThanUniformDraws()
    {
        int wins = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            double guided = Lowest(seed, past => ParzenSampler.Propose(past, 3, new SeededRandom((seed * 1000) + past.Count)));
            double uniform = Lowest(seed, past => ParzenSampler.Propose([], 3, new SeededRandom((seed * 1000) + past.Count)));
            wins += guided < uniform ? 1 : 0;
        }

        Assert.InRange(wins, 28, 40);
    }

    [Fact]
    public void Propose_SamePastAndSeed_GivesSamePoint()
    {
        double[][] past = [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6], [0.7, 0.8], [0.9, 0.1]];

        Assert.Equal(ParzenSampler.Propose(past, 2, new SeededRandom(1)), ParzenSampler.Propose(past, 2, new SeededRandom(1)));
    }

    private static double Lowest(int seed, Func<IReadOnlyList<double[]>, double[]> propose)
    {
        var random = new SeededRandom(seed);
        double[] lowest = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
        double Height(double[] point) => point.Zip(lowest, (a, b) => (a - b) * (a - b)).Sum();
        var past = new List<double[]>();
        for (int i = 0; i < 40; i++)
        {
            past.Add(propose([.. past.OrderBy(Height)]));
        }

        return past.Min(Height);
    }
}
