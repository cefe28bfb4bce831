using Slipway.Learning.Binning;
using Slipway.Learning.Learners.Gbdt;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners.Gbdt;

public sealed class SplitFinderTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0.1, 0.5)]
    public void Find_AnyHistogram_IsTheBestOfAllThresholds(double l2, double l1)
    {
        var parameters = GbdtParameters.From(
            new ParameterSet(new Dictionary<string, double> { ["l2"] = l2, ["l1"] = l1, ["minRowsPerLeaf"] = 3 }), 1000);
        var random = new Random(4);
        var finder = new SplitFinder(parameters, []);
        for (int repetition = 0; repetition < 300; repetition++)
        {
            int bins = random.Next(2, 60);
            bool hasMissing = random.Next(2) == 0;
            var units = SlopeUnits.For(10_000, 1, 1);
            long[] sums = new long[(bins + 1) * 2];
            var total = default(SlopeSums);
            for (int bin = 0; bin < (hasMissing ? bins + 1 : bins); bin++)
            {
                long count = random.Next(6);
                long gradient = (long)(((random.NextDouble() * 2) - 1) * count / units.Gradient);
                long hessian = (long)(random.NextDouble() * count / units.Hessian);
                (sums[2 * bin], sums[(2 * bin) + 1]) = (gradient, (hessian << units.CountBits) + count);
                total += new SlopeSums(sums[2 * bin], sums[(2 * bin) + 1]);
            }

            var column = new BinnedColumn([], [.. Enumerable.Range(0, bins - 1).Select(i => (float)i)], hasMissing);
            var node = new NodeState(total, units, ScoreBounds.None);

            var found = finder.Find(sums.AsSpan(0, column.TotalBinCount * 2), column, 3, node);

            double best = BestGain(sums, column, node, parameters);
            Assert.Equal(best, found.Gain, 1e-7 * Math.Max(1, best));
            if (best > 0)
            {
                Assert.Equal(best, GainOf(sums, column, node, parameters, found.Bin, found.MissingGoesLeft)!.Value, 1e-7 * Math.Max(1, best));
                Assert.Equal(LeftOf(sums, column, found.Bin, found.MissingGoesLeft), found.Left);
            }
        }
    }

    private static double BestGain(long[] sums, BinnedColumn column, NodeState node, GbdtParameters parameters)
    {
        double best = 0;
        for (int bin = 0; bin < column.BinCount; bin++)
        {
            foreach (bool missingLeft in (bool[])[false, true])
            {
                best = Math.Max(best, GainOf(sums, column, node, parameters, bin, missingLeft) ?? 0);
            }
        }

        return best > 1e-9 ? best : 0;
    }

    private static double? GainOf(long[] sums, BinnedColumn column, NodeState node, GbdtParameters parameters, int bin, bool missingLeft)
    {
        var left = new NodeState(LeftOf(sums, column, bin, missingLeft), node.Units, ScoreBounds.None);
        var right = new NodeState(node.Sums - left.Sums, node.Units, ScoreBounds.None);
        bool isAllowed = Math.Min(left.Count, right.Count) >= parameters.MinRowsPerLeaf
            && Math.Min(left.Hessian, right.Hessian) >= parameters.MinLeafWeight;
        return isAllowed ? Quality(left, parameters) + Quality(right, parameters) - Quality(node, parameters) : null;
    }

    private static double Quality(NodeState node, GbdtParameters parameters)
    {
        double pull = Math.Max(Math.Abs(node.Gradient) - parameters.L1, 0);
        return pull * pull / (node.Hessian + parameters.L2);
    }

    private static SlopeSums LeftOf(long[] sums, BinnedColumn column, int bin, bool missingLeft)
    {
        var left = default(SlopeSums);
        for (int b = 0; b < column.TotalBinCount; b++)
        {
            bool goesLeft = b == column.MissingBin ? missingLeft : b <= bin;
            left += goesLeft ? new SlopeSums(sums[2 * b], sums[(2 * b) + 1]) : default;
        }

        return left;
    }
}
