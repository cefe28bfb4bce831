using Slipway.Learning.Profiles;
using Slipway.Learning.Statistics;

namespace Slipway.Learning.Tests.Profiles;

public sealed class QuantileSketchTests
{
    [Fact]
    public void Build_FewDistinctValues_IsExactForManyRows()
    {
        var builder = new QuantileSketchBuilder();
        double[] values = [.. Enumerable.Range(0, 50_000).Select(i => (double)(i * 31 % 2048))];
        foreach (double value in values)
        {
            builder.Add(value);
        }

        var sketch = builder.Build();
        var exact = SortedSample.Of(values);
        Assert.True(sketch.IsExact);
        Assert.Equal(exact.Values.ToArray(), sketch.Points.Values.ToArray());
        Assert.Equal(exact.Counts.ToArray(), sketch.Points.Counts.ToArray());
    }

    [Theory]
    [InlineData(3000, "shuffled")]
    [InlineData(20_000, "sorted")]
    [InlineData(200_000, "shuffled")]
    [InlineData(200_000, "sorted")]
    [InlineData(200_000, "reversed")]
    [InlineData(200_000, "zeroInflated")]
    public void Build_ManyDistinctValues_KeepsEveryRankWithinItsBound(int count, string order)
    {
        double[] values = Make(count, order);
        var builder = new QuantileSketchBuilder();
        foreach (double value in values)
        {
            builder.Add(value);
        }

        AssertWithinBound(builder.Build(), SortedSample.Of(values), maxShare: 0.0012);
    }

    [Fact]
    public void Add_SketchesOfParts_StaysWithinTheBoundOfTheWhole()
    {
        double[] values = Make(120_000, "shuffled");
        var merged = new QuantileSketchBuilder();
        foreach (double[] part in values.Chunk(10_000))
        {
            var builder = new QuantileSketchBuilder();
            foreach (double value in part)
            {
                builder.Add(value);
            }

            merged.Add(builder.Build());
        }

        AssertWithinBound(merged.Build(), SortedSample.Of(values), maxShare: 0.0025);
    }

    [Fact]
    public void Build_Twice_GivesTheSamePoints()
    {
        var builder = new QuantileSketchBuilder();
        foreach (double value in Make(30_000, "shuffled"))
        {
            builder.Add(value);
        }

        Assert.Equal(builder.Build().Points.Values.ToArray(), builder.Build().Points.Values.ToArray());
    }

    private static void AssertWithinBound(QuantileSketch sketch, SortedSample exact, double maxShare)
    {
        Assert.False(sketch.IsExact);
        Assert.InRange(sketch.Points.DistinctCount, 2, QuantileSketch.MaxPoints);
        Assert.Equal(exact.Count, sketch.Points.Count);
        Assert.InRange(sketch.RankErrorShare, 0, maxShare);
        foreach (double value in exact.Values)
        {
            Assert.InRange(sketch.Points.CountAtMost(value) - exact.CountAtMost(value), -sketch.RankErrorBound, sketch.RankErrorBound);
        }
    }

    private static double[] Make(int count, string order)
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, count).Select(_ => Math.Log(1 - random.NextDouble()))];
        switch (order)
        {
            case "sorted":
                Array.Sort(values);
                break;
            case "reversed":
                Array.Sort(values);
                Array.Reverse(values);
                break;
            case "zeroInflated":
                return [.. values.Select(value => value > -1 ? 0 : value)];
        }

        return values;
    }
}
