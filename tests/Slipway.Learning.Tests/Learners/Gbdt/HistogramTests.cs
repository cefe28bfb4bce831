using Slipway.Learning.Binning;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Learners.Gbdt;

namespace Slipway.Learning.Tests.Learners.Gbdt;

public sealed class HistogramTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fill_AnyRows_EachFeatureAddsUpToThem(int seed)
    {
        var random = new Random(seed);
        const int rows = 700, columns = 11;
        float[][] values = [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows)
            .Select(_ => random.Next(10) == 0 ? float.NaN : random.Next(1, 2 + (c * 40))).ToArray())];
        var matrix = BinnedMatrix.Create(new FeatureMatrix(values, rows), 1);
        var blocks = new BinBlocks(matrix);
        blocks.Pack([.. Enumerable.Range(0, columns)], 2);
        double[] gradients = [.. Enumerable.Range(0, rows).Select(_ => (random.NextDouble() * 2) - 1)];
        double[] hessians = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
        var slopes = new RowSlopes(rows);
        slopes.Load(gradients, hessians, new WorkTeam(1));
        int[] chosen = [.. Enumerable.Range(0, rows).Where(_ => random.Next(3) > 0)];
        long[] pairs = new long[chosen.Length * HistogramKernel.Lanes];
        HistogramKernel.Gather(slopes.Pairs, chosen, pairs);
        var node = slopes.Sum(chosen);

        Assert.Equal(chosen.Length, slopes.Units.CountOf(node));
        Assert.Equal(chosen.Sum(row => gradients[row]), slopes.Units.GradientOf(node), 1e-8);
        Assert.Equal(chosen.Sum(row => hessians[row]), slopes.Units.HessianOf(node), 1e-5);
        for (int feature = 0; feature < columns; feature++)
        {
            long[] scratch = new long[HistogramKernel.ScratchLength];
            HistogramKernel.Fill(scratch, blocks.Words(feature / BinBlocks.Width), chosen, pairs);
            var column = matrix.Columns[feature];
            var total = default(SlopeSums);
            for (int bin = 0; bin < column.TotalBinCount; bin++)
            {
                int at = (feature % BinBlocks.Width * HistogramKernel.Stride) + (bin * HistogramKernel.Lanes);
                var sums = new SlopeSums(scratch[at], scratch[at + 1]);
                int[] inBin = [.. chosen.Where(row => column.Bins[row] == bin)];
                Assert.Equal(slopes.Sum(inBin), sums);
                total += sums;
            }

            Assert.Equal(node, total);
        }
    }

    [Theory]
    [InlineData(100, 1e-300, 1e300)]
    [InlineData(100_000_000, 1e-3, 1e-3)]
    [InlineData(1, 0, 0)]
    public void Units_OfAnyMagnitude_HoldTheSumsOfAllRows(int rows, double maxGradient, double maxHessian)
    {
        var units = SlopeUnits.For(rows, maxGradient, maxHessian);
        double mostGradient = maxGradient / units.Gradient * rows;
        double mostPacked = (maxHessian / units.Hessian * rows * Math.Pow(2, units.CountBits)) + rows;

        Assert.True(mostGradient <= Math.Pow(2, 53), $"{mostGradient}");
        Assert.True(mostPacked < Math.Pow(2, 63), $"{mostPacked}");
        Assert.True(units.Gradient > 0 && units.Hessian > 0);
    }
}
