using Slipway.Learning.Randomness;

namespace Slipway.Learning.Search;

/// <summary>
/// Proposes where to look next: a tree-structured Parzen estimator (Bergstra et al., "Algorithms for hyper-parameter optimization", 2011)
/// with one independent density a coordinate. Points of the past are parted into the good and the rest; of some candidates drawn around
/// the good ones, the proposal is the one with the highest ratio of its density among the good to that among the rest. Until there is
/// enough of a past, proposals are uniform.
/// </summary>
internal static class ParzenSampler
{
    private const int UniformProposals = 4;
    private const int Candidates = 24;
    private const double GoodShare = 0.25;

    /// <summary>Proposes a point.</summary>
    /// <param name="bestFirst">The points that have been tried, the best first.</param>
    /// <param name="dimensions">The number of coordinates, each from 0 to 1.</param>
    /// <param name="random">The source of randomness.</param>
    public static double[] Propose(IReadOnlyList<double[]> bestFirst, int dimensions, SeededRandom random)
    {
        var point = new double[dimensions];
        int goodCount = (int)Math.Ceiling(bestFirst.Count * GoodShare);
        for (int i = 0; i < dimensions; i++)
        {
            if (bestFirst.Count < UniformProposals)
            {
                point[i] = random.NextDouble();
                continue;
            }

            int coordinate = i;
            var good = new ParzenDensity(bestFirst.Take(goodCount).Select(past => past[coordinate]));
            var rest = new ParzenDensity(bestFirst.Skip(goodCount).Select(past => past[coordinate]));
            double bestRatio = double.NegativeInfinity;
            for (int candidate = 0; candidate < Candidates; candidate++)
            {
                double x = good.Sample(random);
                double ratio = good.Density(x) / rest.Density(x);
                if (ratio > bestRatio)
                {
                    (bestRatio, point[i]) = (ratio, x);
                }
            }
        }

        return point;
    }
}
