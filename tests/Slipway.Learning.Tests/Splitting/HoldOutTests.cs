using Slipway.Learning.Randomness;
using Slipway.Learning.Splitting;

namespace Slipway.Learning.Tests.Splitting;

public sealed class HoldOutTests
{
    private static readonly double[] ThreeClasses = [0, 0, 1, 0, 1, 0, 2, 0, 1, 0, 2, 0];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Stratified_RandomClasses_KeepsSharesWithinOneRow(int seed)
    {
        var random = new SeededRandom(seed);
        double[] targets = [.. Enumerable.Range(0, 20 + random.Next(300)).Select(_ => Math.Floor(Math.Pow(random.NextDouble(), 4) * 8))];
        double share = 0.05 + (0.9 * random.NextDouble());

        var split = HoldOut.Stratified(targets, share, seed).Value;

        AssertParts(split, targets.Length);
        foreach (var rows in targets.GroupBy(target => target))
        {
            int tested = split.TestRows.Count(row => targets[row] == rows.Key);
            Assert.True(Math.Abs(tested - (rows.Count() * share)) < 1, $"{tested} of {rows.Count()} at {share}");
            Assert.InRange(tested, rows.Count() > 1 ? 1 : 0, rows.Count() - 1);
        }
    }

    [Fact]
    public void Stratified_KnownSeed_GivesPinnedRows()
    {
        var split = HoldOut.Stratified(ThreeClasses, 0.3, 42).Value;

        Assert.Equal([3, 5, 8, 10], split.TestRows);
        Assert.Equal(split.TestRows, HoldOut.Stratified(ThreeClasses, 0.3, 42).Value.TestRows);
        Assert.Contains(
            Enumerable.Range(0, 10), seed => !HoldOut.Stratified(ThreeClasses, 0.3, seed).Value.TestRows.SequenceEqual(split.TestRows));
    }

    [Fact]
    public void Stratified_EveryClassHasOneRow_Fails()
    {
        Assert.Equal("split.tooFewRows", Assert.Single(HoldOut.Stratified([0, 1, 2], 0.5, 1).Problems).Code);
        Assert.Equal("split.tooFewRows", Assert.Single(HoldOut.Stratified([], 0.5, 1).Problems).Code);
    }

    [Fact]
    public void Stratified_TargetIsNoClass_Throws()
    {
        Assert.Throws<ArgumentException>(() => HoldOut.Stratified([0, 0.5], 0.5, 1));
        Assert.Throws<ArgumentException>(() => HoldOut.Stratified([0, double.NaN], 0.5, 1));
    }

    [Fact]
    public void Random_KnownSeed_GivesPinnedRows()
    {
        var split = HoldOut.Random(20, 0.25, 42).Value;

        AssertParts(split, 20);
        Assert.Equal([1, 7, 9, 15, 16], split.TestRows);
    }

    [Theory]
    [InlineData(2, 0.01, 1)]
    [InlineData(2, 0.99, 1)]
    [InlineData(10, 0.25, 3)]
    [InlineData(1000, 0.2, 200)]
    public void Random_AnyShare_LeavesBothSidesARow(int rowCount, double share, int expected)
    {
        var split = HoldOut.Random(rowCount, share, 1).Value;

        AssertParts(split, rowCount);
        Assert.Equal(expected, split.TestRows.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Random_FewerThanTwoRows_Fails(int rowCount)
    {
        Assert.Equal("split.tooFewRows", Assert.Single(HoldOut.Random(rowCount, 0.2, 1).Problems).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void AnySplit_ShareOutOfRange_Throws(double share)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HoldOut.Random(10, share, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => HoldOut.Stratified(ThreeClasses, share, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => HoldOut.ByTime([1, 2, 3], share));
    }

    [Fact]
    public void ByTime_RowsInAnyOrder_TestsTheNewest()
    {
        var split = HoldOut.ByTime([50, 10, 30, long.MinValue, 40, 20], 0.4).Value;

        Assert.Equal([0, 4], split.TestRows);
        Assert.Equal([1, 2, 3, 5], split.TrainRows);
    }

    [Theory]
    [InlineData(new long[] { 1, 2, 2, 2, 2, 3 }, 0.5, 5)]
    [InlineData(new long[] { 1, 2, 2, 2, 2, 3 }, 0.4, 1)]
    [InlineData(new long[] { 1, 2, 2, 2, 2, 3 }, 0.99, 5)]
    [InlineData(new long[] { 1, 2, 2, 2, 2, 3 }, 0.01, 1)]
    [InlineData(new long[] { 1, 1, 1, 2, 2, 2 }, 0.1, 3)]
    public void ByTime_Ties_AreOnOneSide(long[] times, double share, int expected)
    {
        var split = HoldOut.ByTime(times, share).Value;

        AssertParts(split, times.Length);
        Assert.Equal(expected, split.TestRows.Length);
        Assert.True(split.TrainRows.Max(row => times[row]) < split.TestRows.Min(row => times[row]));
    }

    [Fact]
    public void ByTime_OneTime_Fails()
    {
        Assert.Equal("split.oneTime", Assert.Single(HoldOut.ByTime([7, 7, 7], 0.2).Problems).Code);
        Assert.Equal("split.tooFewRows", Assert.Single(HoldOut.ByTime([7], 0.2).Problems).Code);
    }

    private static void AssertParts(DataSplit split, int rowCount)
    {
        Assert.Equal(Enumerable.Range(0, rowCount), split.TrainRows.Concat(split.TestRows).Order());
        Assert.Equal(split.TrainRows.Order(), split.TrainRows);
        Assert.Equal(split.TestRows.Order(), split.TestRows);
    }
}
