using Slipway.Learning.Drift;
using Slipway.Learning.Profiles;
using Slipway.Learning.Randomness;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Drift;

public sealed class CorrelationChangesTests
{
    [Theory]
    [InlineData("california", "california_south", "california_north")]
    [InlineData("diabetes", "diabetes_first", "diabetes_second")]
    [InlineData("adult_weights", "adult_weights_first", "adult_weights_second")]
    public void Compare_RealSlices_HasTheCorrelationsAndPValuesOfScipy(string oracle, string reference, string current)
    {
        var options = new DriftOptions { CorrelationTolerance = double.Epsilon, CorrelationSignificance = 1 };

        var comparison = Compare(DriftSlices.Read(reference), DriftSlices.Read(current), options)!;

        var expected = DriftSlices.ReadCorrelations(oracle);
        Assert.Equal(expected.Count, comparison.TestedPairCount);
        int compared = 0;
        foreach (var pair in comparison.Largest)
        {
            var wanted = expected.Single(e => e.First == pair.First && e.Second == pair.Second);
            Assert.Equal(wanted.Reference, pair.Reference, 1e-9);
            Assert.Equal(wanted.Current, pair.Current, 1e-9);
            Assert.Equal(wanted.PValue, pair.PValue, 1e-9);
            Assert.InRange(pair.AdjustedPValue, pair.PValue, 1);
            compared++;
        }

        Assert.Equal(Math.Min(expected.Count, CorrelationChanges.MaxListed), compared);
    }

    [Fact]
    public void Compare_ColumnShuffled_FindsItsPairsAndNoOthers()
    {
        var table = DriftSlices.Read("california_south");
        int[] order = [.. Enumerable.Range(0, table.RowCount)];
        new SeededRandom(1).Shuffle(order.AsSpan());
        var changed = new Table([.. table.Columns.Select(column => column.Name == "households" ? new Table([column]).Take(order).Columns[0] : column)]);

        var comparison = Compare(table, changed, new DriftOptions())!;

        Assert.InRange(comparison.ChangedPairCount, 2, 4);
        Assert.All(comparison.Largest, pair => Assert.True(pair.First == "households" || pair.Second == "households"));
        Assert.Equal(
            comparison.Largest.Select(pair => Math.Abs(pair.Current - pair.Reference)).OrderDescending(),
            comparison.Largest.Select(pair => Math.Abs(pair.Current - pair.Reference)));
    }

    [Fact]
    public void Compare_RandomHalves_ChangesAreRare()
    {
        int changed = 0;
        var table = DriftSlices.Read("diabetes_first");
        for (int seed = 0; seed < 100; seed++)
        {
            int[] order = [.. Enumerable.Range(0, table.RowCount)];
            new SeededRandom(seed).Shuffle(order.AsSpan());
            int half = order.Length / 2;
            changed += Compare(table.Take(order[..half]), table.Take(order[half..]), new DriftOptions())!.ChangedPairCount > 0 ? 1 : 0;
        }

        Assert.InRange(changed, 0, 5);
    }

    [Fact]
    public void Compare_TinyDifferenceOfManyRows_IsNoChange()
    {
        var random = new SeededRandom(3);
        var (x, y, z) = (new double[20_000], new double[20_000], new double[20_000]);
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i], z[i]) = (random.NextDouble(), random.NextDouble(), 0);
            z[i] = y[i] + (0.06 * x[i]);
        }

        var before = new Table([new NumberColumn("x", x), new NumberColumn("y", y)]);
        var after = new Table([new NumberColumn("x", x), new NumberColumn("y", z)]);

        Assert.Equal(0, Compare(before, after, new DriftOptions())!.ChangedPairCount);
        Assert.Equal(1, Compare(before, after, new DriftOptions { CorrelationTolerance = 0.01 })!.ChangedPairCount);
    }

    [Fact]
    public void Compare_OneColumnOrConstants_HasNothingToCompare()
    {
        var constant = new Table([new NumberColumn("x", [1, 2, 3, 4, 5]), new NumberColumn("y", [1, 1, 1, 1, 1])]);

        Assert.Null(Compare(constant, constant, new DriftOptions()));
        Assert.Null(Compare(new Table([constant["x"]]), new Table([constant["x"]]), new DriftOptions()));
    }

    [Fact]
    public void PValue_EqualAndOppositeColumns_IsFinite()
    {
        Assert.Equal(1, CorrelationChanges.PValue(1, 100, 1, 100));
        Assert.Equal(0, CorrelationChanges.PValue(1, 100, -1, 100), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => CorrelationChanges.PValue(0, 3, 0, 100));
    }

    private static CorrelationComparison? Compare(Table reference, Table current, DriftOptions options) =>
        DriftDetector.Compare(DatasetProfile.Of(reference), DatasetProfile.Of(current), options).Correlations;
}
