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
    public void Bin_ManyDistinctValues_FillsBinsAboutEqually()
    {
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, 51_000).Select(_ => (float)random.NextDouble())];

        int[] counts = [.. QuantileBinning.Bin(values).Bins.CountBy(bin => bin).Select(pair => pair.Value)];

        Assert.Equal(QuantileBinning.MaxBins, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 150, 250));
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
