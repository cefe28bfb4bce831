using Slipway.Learning.Profiles;

namespace Slipway.Learning.Tests.Profiles;

public sealed class RadixSortTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(8192)]
    public void Sort_NumbersOfAllSizesAndSigns_AreSorted(int count)
    {
        var random = new Random(count);
        double[] values =
        [
            .. Enumerable.Range(0, count).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300)) + 0.0),
        ];
        double[] expected = [.. values.Order()];

        RadixSort.Sort(values);

        Assert.Equal(expected, values);
    }

    [Fact]
    public void Sort_FewDistinctNumbers_AreSorted()
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 1000).Select(_ => (double)random.Next(-2, 3)), double.MaxValue, double.MinValue];

        double[] expected = [.. values.Order()];
        RadixSort.Sort(values);

        Assert.Equal(expected, values);
    }
}
