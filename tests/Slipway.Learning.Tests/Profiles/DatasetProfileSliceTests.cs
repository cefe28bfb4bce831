using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Profiles;

public class DatasetProfileSliceTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(0, 4)]
    public void Slice_OfAProfile_IsTheProfileOfTheseColumns(int start, int count)
    {
        Column[] columns =
        [
            new NumberColumn("rising", [.. Enumerable.Range(0, 500).Select(i => i * 0.5)]),
            new NumberColumn("wave", [.. Enumerable.Range(0, 500).Select(i => Math.Sin(i))]),
            new CategoryColumn("parity", [.. Enumerable.Range(0, 500).Select(i => i % 2)], ["even", "odd"]),
            new NumberColumn("gaps", [.. Enumerable.Range(0, 500).Select(i => i % 3 == 0 ? double.NaN : i)]),
        ];

        var slice = DatasetProfile.Of(new Table(columns), findsDuplicates: false).Slice(start, count);

        Assert.Equal(DatasetProfile.Of(new Table(columns[start..(start + count)]), findsDuplicates: false).Serialize(), slice.Serialize());
    }

    [Fact]
    public void Slice_OfTheFirstColumns_KeepsTheRepeatsOfWholeRows()
    {
        var profile = DatasetProfile.Of(new Table([new NumberColumn("one", [1, 1, 1]), new NumberColumn("two", [1, 1, 2])]));

        Assert.Same(profile.Rows, profile.Slice(0, 1).Rows);
        Assert.Null(profile.Slice(1, 1).Rows);
    }

    [Fact]
    public void Slice_BeyondTheColumns_Throws()
    {
        var profile = DatasetProfile.Of(new Table([new NumberColumn("one", [1, 2])]));

        Assert.Throws<ArgumentOutOfRangeException>(() => profile.Slice(0, 2));
    }
}
