using Slipway.Learning.Randomness;
using Slipway.Learning.Splitting;

namespace Slipway.Learning.Tests.Splitting;

public sealed class CrossValidationTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Stratified_RandomClasses_TestsEveryRowOnceInItsShare(int seed)
    {
        var random = new SeededRandom(seed);
        double[] targets =
            [.. Enumerable.Range(0, 60 + random.Next(200)).Select(i => i < 30 ? i % 3 : Math.Floor(random.NextDouble() * 3))];
        int count = 2 + random.Next(8);

        var folds = CrossValidation.Stratified(targets, count, seed).Value;

        Assert.Empty(folds.Notes);
        AssertParts(folds, targets.Length, count);
        int[] sizes = [.. folds.Folds.Select(fold => fold.TestRows.Length)];
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
        for (int target = 0; target < 3; target++)
        {
            int[] tested = [.. folds.Folds.Select(fold => fold.TestRows.Count(row => targets[row] == target))];
            Assert.InRange(tested.Max() - tested.Min(), 0, 1);
        }
    }

    [Fact]
    public void Stratified_SmallClass_ReducesFoldsWithNote()
    {
        var folds = CrossValidation.Stratified([0, 0, 0, 0, 0, 0, 1, 1, 1], 5, 1).Value;

        Assert.Equal("Cross-validation uses 3 folds instead of 5, because the smallest class has 3 rows.", Assert.Single(folds.Notes));
        AssertParts(folds, 9, 3);
    }

    [Fact]
    public void Stratified_ClassWithOneRow_IsAlwaysLearned()
    {
        var folds = CrossValidation.Stratified([0, 0, 0, 0, 1, 2, 2, 2, 2], 4, 1).Value;

        Assert.Equal("1 class has only one row, which every fold learns from and none tests.", Assert.Single(folds.Notes));
        Assert.Equal(4, folds.Folds.Count);
        Assert.All(folds.Folds, fold => Assert.Contains(4, fold.TrainRows));
    }

    [Fact]
    public void Stratified_NoClassWithTwoRows_Fails()
    {
        Assert.Equal("split.tooFewRows", Assert.Single(CrossValidation.Stratified([0, 1], 5, 1).Problems).Code);
    }

    [Fact]
    public void Random_KnownSeed_GivesPinnedFolds()
    {
        var folds = CrossValidation.Random(20, 3, 42).Value;

        AssertParts(folds, 20, 3);
        Assert.Equal(
            [[0, 2, 3, 9, 10, 15, 19], [1, 6, 8, 14, 16, 17, 18], [4, 5, 7, 11, 12, 13]],
            folds.Folds.Select(fold => fold.TestRows));
    }

    [Fact]
    public void Random_FewRows_ReducesFoldsWithNote()
    {
        var folds = CrossValidation.Random(3, 5, 1).Value;

        AssertParts(folds, 3, 3);
        Assert.Equal("Cross-validation uses 3 folds instead of 5, because there are 3 rows.", Assert.Single(folds.Notes));
        Assert.Equal("split.tooFewRows", Assert.Single(CrossValidation.Random(1, 5, 1).Problems).Code);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ForwardInTime_RandomTimes_LearnsFromThePastOnly(int seed)
    {
        var random = new SeededRandom(seed);
        long[] times = [.. Enumerable.Range(0, 30 + random.Next(200)).Select(_ => (long)random.Next(10 + random.Next(100)))];

        var folds = CrossValidation.ForwardInTime(times, 5).Value.Folds;

        Assert.Equal(5, folds.Count);
        foreach (var fold in folds)
        {
            Assert.True(fold.TrainRows.Max(row => times[row]) < fold.TestRows.Min(row => times[row]));
            Assert.Equal(fold.TrainRows.Order(), fold.TrainRows);
            Assert.Equal(fold.TestRows.Order(), fold.TestRows);
        }

        Assert.All(folds.Zip(folds.Skip(1)), pair =>
            Assert.Equal(pair.First.TrainRows.Concat(pair.First.TestRows).Order(), pair.Second.TrainRows));
        Assert.Equal(times.Length, folds[^1].TrainRows.Length + folds[^1].TestRows.Length);
    }

    [Fact]
    public void ForwardInTime_DistinctTimes_MakesEqualBlocks()
    {
        long[] times = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];

        var folds = CrossValidation.ForwardInTime(times, 3).Value.Folds;

        Assert.Equal([[6, 7, 8], [3, 4, 5], [0, 1, 2]], folds.Select(fold => fold.TestRows));
        Assert.Equal([9, 10, 11], folds[0].TrainRows);
    }

    [Theory]
    [InlineData(new long[] { 1, 1, 2, 2, 3, 3 }, 2)]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 2 }, 1)]
    public void ForwardInTime_FewTimes_ReducesFoldsWithNote(long[] times, int expected)
    {
        var folds = CrossValidation.ForwardInTime(times, 5).Value;

        Assert.Equal(expected, folds.Folds.Count);
        Assert.Contains($"because there are {expected + 1} distinct times.", Assert.Single(folds.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void ForwardInTime_OneTime_Fails()
    {
        Assert.Equal("split.oneTime", Assert.Single(CrossValidation.ForwardInTime([1, 1, 1], 5).Problems).Code);
        Assert.Equal("split.tooFewRows", Assert.Single(CrossValidation.ForwardInTime([1], 5).Problems).Code);
    }

    [Fact]
    public void AnyFolds_FewerThanTwo_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossValidation.Stratified([0, 0, 1, 1], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossValidation.Random(10, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossValidation.ForwardInTime([1, 2, 3], 1));
    }

    private static void AssertParts(FoldSet folds, int rowCount, int foldCount)
    {
        Assert.Equal(foldCount, folds.Folds.Count);
        Assert.Equal(Enumerable.Range(0, rowCount), folds.Folds.SelectMany(fold => fold.TestRows).Order());
        Assert.All(folds.Folds, fold => Assert.Equal(Enumerable.Range(0, rowCount), fold.TrainRows.Concat(fold.TestRows).Order()));
        Assert.All(folds.Folds, fold => Assert.Equal(fold.TestRows.Order(), fold.TestRows));
    }
}
