using Slipway.Learning.Performance.Slices;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Performance.Slices;

public sealed class SliceFinderTests
{
    // Of 200 rows the 50 of group b are wrong in 30, the others never; x counts up.
    private static readonly ModelSchema Schema = new(
        LearningTask.Binary,
        "y",
        [new FeatureSchema("group", ColumnType.Category), new FeatureSchema("x", ColumnType.Number),
            new FeatureSchema("flag", ColumnType.Boolean)],
        ["no", "yes"]);

    private static readonly Table Features = new(
    [
        new CategoryColumn("group", [.. Rows(i => i < 50 ? 1 : i < 190 ? 0 : -1)], ["a", "b"]),
        new NumberColumn("x", [.. Rows(i => (double)i)]),
        new NumberColumn("flag", [.. Rows(i => i % 2 == 0 ? 1.0 : 0.0)], ColumnType.Boolean),
    ]);

    [Fact]
    public void Find_Classes_ListsTheWorstGroupFirst()
    {
        var report = Find(new SliceOptions { MinRows = 20 });

        Assert.Equal(("accuracy", 0.85, 200), (report.Metric, report.Overall, report.RowCount));
        var worst = report.Slices[0];
        Assert.Equal(("group", "b", 50, 0.4, true), (worst.Feature, worst.Group, worst.RowCount, worst.Value, worst.IsWorse));
        Assert.Contains(report.Slices, slice => slice is { Feature: "x", Group: "at most 49.75", RowCount: 50, Value: 0.4, IsWorse: true });
        Assert.DoesNotContain(report.Slices, slice => slice.Group == "(missing)");
        Assert.Equal(report.Slices.OrderBy(slice => slice.Upper), report.Slices);
    }

    [Fact]
    public void Find_SmallMinimum_HasMissingValuesAsAGroup() =>
        Assert.Contains(Find(new SliceOptions { MinRows = 10 }).Slices, slice => slice is { Group: "(missing)", RowCount: 10, Value: 1 });

    [Fact]
    public void Find_Numbers_MeasuresTheMeanAbsoluteError()
    {
        var schema = Schema with { Task = LearningTask.Regression, Classes = [] };

        var report = SliceFinder.Find(schema, Features, [.. Rows(i => i < 50 ? 3.0 : 1.0)], [.. Rows(_ => 0f)], new SliceOptions())!;

        Assert.Equal(("mae", 1.5), (report.Metric, report.Overall));
        Assert.All(report.Slices.Take(2),
            slice => Assert.Equal((3.0, 3.0, 3.0, true), (slice.Value, slice.Lower, slice.Upper, slice.IsWorse)));
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775327998628892)]
    [InlineData(5, 10, 0.236593090512564, 0.7634069094874361)]
    [InlineData(90, 100, 0.8256343384950865, 0.9447708629393249)]
    public void Wilson_KnownCounts_GivesTheTextbookInterval(double successes, double count, double lower, double upper)
    {
        var interval = SliceFinder.Wilson(successes, count);

        Assert.Equal(lower, interval.Lower, 1e-12);
        Assert.Equal(upper, interval.Upper, 1e-12);
    }

    [Fact]
    public void Find_NoRows_GivesNothing() =>
        Assert.Null(SliceFinder.Find(Schema, Features.Take([]), [], [], new SliceOptions()));

    private static SliceReport Find(SliceOptions options) => SliceFinder.Find(
        Schema,
        Features,
        [.. Rows(i => i < 30 ? 1.0 : 0.0)],
        [.. Rows(_ => new[] { 0.9f, 0.1f }).SelectMany(row => row)],
        options)!;

    private static IEnumerable<T> Rows<T>(Func<int, T> value) => Enumerable.Range(0, 200).Select(value);
}
