using Slipway.Learning.Binning;

namespace Slipway.Learning.Tests.Binning;

public sealed class QuantileBinningTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(300, 3)]
    [InlineData(20_000, 100_000)]
    [InlineData(20_000, 400)]
    public void Bin_AnyValues_CountsTheThresholdsBelow(int rows, int distinct)
    {
        var random = new Random(rows + distinct);
        float[] values = [.. Enumerable.Range(0, rows).Select(_ => random.Next(20) == 0 ? float.NaN : (random.Next(distinct) - (distinct / 2)) / 7f)];

        var column = QuantileBinning.Bin(values);

        Assert.True(column.BinCount <= QuantileBinning.MaxBins);
        Assert.Equal(column.Thresholds.Order(), column.Thresholds);
        Assert.Equal(values.Any(float.IsNaN), column.HasMissing);
        for (int row = 0; row < rows; row++)
        {
            int expected = float.IsNaN(values[row]) ? column.MissingBin : column.Thresholds.Count(threshold => threshold < values[row]);
            Assert.Equal(expected, column.Bins[row]);
        }
    }

    [Fact]
    public void Bin_ManyDistinctValues_CutsAtEvenlySpacedQuantiles()
    {
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, 51_000).Select(_ => (float)random.NextDouble()).Distinct()];

        int[] counts = [.. QuantileBinning.Bin(values).Bins.CountBy(bin => bin).OrderBy(pair => pair.Key).Select(pair => pair.Value)];

        Assert.Equal(QuantileBinning.MaxBins, counts.Length);
        int rows = 0;
        for (int bin = 0; bin < counts.Length - 1; bin++)
        {
            rows += counts[bin];
            Assert.Equal(((bin + 1) * (values.Length - 1L) / QuantileBinning.MaxBins) + 1, rows);
        }
    }

    [Fact]
    public void Bin_HalfOfTheRowsEqual_CutsTheOthersAsFinely()
    {
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, 40_000).Select(row => row % 2 == 0 ? 0.25f : (float)random.NextDouble())];

        int[] counts = [.. QuantileBinning.Bin(values).Bins.CountBy(bin => bin).OrderByDescending(pair => pair.Value).Select(pair => pair.Value)];

        Assert.Equal(QuantileBinning.MaxBins, counts.Length);
        Assert.All(counts.Skip(1), count => Assert.InRange(count, 1, 160));
    }

    [Fact]
    public void Bin_ExtremeValues_KeepsTheirOrder()
    {
        float[] values = [float.MaxValue, float.MinValue, 0, -0f, float.Epsilon, -float.Epsilon, 1, BitConverter.Int32BitsToSingle(0x3F800001)];

        byte[] bins = QuantileBinning.Bin(values).Bins;

        Assert.Equal([6, 0, 2, 2, 3, 1, 4, 5], bins);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void Sort_AnyNumbers_AsTheLibraryDoes(int count)
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30))))];
        float[] expected = [.. values.Order()];

        FloatSort.Sort(values);

        Assert.Equal(expected, values);
    }
}
