using Slipway.Learning.Drift;
using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Drift;

public sealed class DuplicatesTests
{
    [Fact]
    public void Compare_FileAppendedTwice_IsFound()
    {
        var table = DriftSlices.Read("diabetes_first");
        var twice = table.Take([.. Enumerable.Range(0, table.RowCount), .. Enumerable.Range(0, table.RowCount)]);

        var result = Compare(table, twice);

        Assert.Equal(new DuplicateRows(0.5, 0, 0, 0), result.DuplicateRows);
        var finding = Assert.Single(result.Findings);
        Assert.Equal(("data.duplicateRows", (long)table.RowCount), (finding.Code, finding.RowCount));
        Assert.Equal("50 % of the rows repeat another in every column; in the reference 0 % do.", finding.Message);
    }

    [Fact]
    public void Compare_AsManyRepeatsAsInTheReference_IsNoFinding()
    {
        // Of few words there are few different rows.
        var words = new Table([DriftSlices.Read("adult_first")["sex"], DriftSlices.Read("adult_first")["workclass"]]);

        var result = Compare(words, words);

        Assert.InRange(result.DuplicateRows!.CurrentShare, 0.9, 1);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Compare_ColumnGone_HasNoShareToCompareWith()
    {
        var table = DriftSlices.Read("adult_first");

        var result = Compare(table, new Table([table["sex"]]));

        Assert.Null(result.DuplicateRows!.ReferenceShare);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Compare_ColumnsBecameEqual_NamesTheOther()
    {
        var before = DriftSlices.Read("diabetes_first");
        var copied = ((NumberColumn)before["bmi"]).Values.ToArray();
        var after = new Table([.. before.Columns.Select(column => column.Name == "s5" ? new NumberColumn("s5", copied) : column)]);

        var found = Assert.Single(Compare(before, after).Columns, column => column.Findings.Any(f => f.Code == "data.duplicateColumn"));

        Assert.Equal("s5", found.Name);
        Assert.Equal(["bmi"], found.Findings.Single(f => f.Code == "data.duplicateColumn").Words);
    }

    [Fact]
    public void Compare_ColumnsEqualBefore_OrInAllRowsButOne_AreNoFinding()
    {
        var table = new Table([Words("a", "x", "y", "x"), Words("b", "x", "y", "x"), Words("c", "y", "x", "x")]);
        var nearly = new Table([Words("a", "x", "y", "x"), Words("b", "x", "y", "x"), Words("c", "x", "y", "y")]);

        Assert.DoesNotContain(Compare(table, nearly).Columns.SelectMany(c => c.Findings), f => f.Code == "data.duplicateColumn");
    }

    [Fact]
    public void Compare_Constants_AreNotCalledEqual()
    {
        var before = new Table([Words("a", "x", "y"), Words("b", "y", "x")]);
        var after = new Table([Words("a", "x", "x"), Words("b", "x", "x")]);

        Assert.All(Compare(before, after).Columns, column => Assert.Equal(["data.constant"], column.Findings.Select(f => f.Code)));
    }

    private static CategoryColumn Words(string name, params string[] words)
    {
        string[] distinct = [.. words.Distinct()];
        return new CategoryColumn(name, [.. words.Select(word => Array.IndexOf(distinct, word))], distinct);
    }

    private static DriftResult Compare(Table reference, Table current) =>
        DriftDetector.Compare(DatasetProfile.Of(reference), DatasetProfile.Of(current), new DriftOptions());
}
