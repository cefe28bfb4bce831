using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Profiles;

public sealed class RowSketchTests
{
    [Theory]
    [InlineData(8192, 1, true)]
    [InlineData(8192, 3, true)]
    [InlineData(8193, 1, false)]
    [InlineData(100_000, 1, false)]
    [InlineData(100_000, 2, false)]
    [InlineData(40_000, 10, false)]
    public void DuplicateShare_EachRowSoOften_IsRightWithinItsBound(int distinct, int times, bool isExact)
    {
        var rows = Profile(Enumerable.Range(0, distinct * times).Select(i => (double)(i % distinct))).Rows!;

        Assert.Equal((isExact, (long)distinct * times), (rows.IsExact, rows.RowCount));
        Assert.Equal(1 - (1.0 / times), rows.DuplicateShare, isExact ? 1e-12 : rows.ErrorShare);
        Assert.InRange(rows.ErrorShare, 0, 0.034);
        Assert.True(isExact ? rows.ErrorShare == 0 : rows.ErrorShare > 0);
    }

    [Fact]
    public void DuplicateShare_NoRepeatsAmongMany_IsNone() =>
        Assert.Equal(0, Profile(Enumerable.Range(0, 50_000).Select(i => i * 0.5)).Rows!.DuplicateShare);

    [Fact]
    public void DuplicateShare_OneRowOverAndOver_IsSeen()
    {
        var rows = Profile(Enumerable.Range(0, 60_000).Select(i => (double)Math.Max(0, i - 30_000))).Rows!;

        Assert.Equal(0.5, rows.DuplicateShare, rows.ErrorShare);
    }

    [Fact]
    public void Merge_PartsInAnyOrder_GiveTheSketchOfTheWhole()
    {
        double[] values = [.. Enumerable.Range(0, 60_000).Select(i => (double)(i * 7919 % 40_000))];
        var parts = values.Chunk(9_000).Select(part => DatasetProfile.Deserialize(Profile(part).Serialize()).Value).ToList();

        var whole = Profile(values).Rows!;
        var merged = DatasetProfile.Merge(parts).Rows!;
        parts.Reverse();
        var reversed = DatasetProfile.Merge(parts).Rows!;

        Assert.Equal((whole.RowCount, whole.DuplicateShare), (merged.RowCount, merged.DuplicateShare));
        Assert.Equal(whole.Hashes, merged.Hashes);
        Assert.Equal(whole.Counts, merged.Counts);
        Assert.Equal(whole.Hashes, reversed.Hashes);
        Assert.Equal(whole.Counts, reversed.Counts);
    }

    [Fact]
    public void Serialize_Profile_KeepsRowsAndFingerprints()
    {
        var profile = Profile(Enumerable.Range(0, 20_000).Select(i => (double)i));

        var read = DatasetProfile.Deserialize(profile.Serialize()).Value;

        Assert.Equal(profile.Rows!.Hashes, read.Rows!.Hashes);
        Assert.Equal(profile.Columns[0].Fingerprint, read.Columns[0].Fingerprint);
        Assert.InRange(profile.Serialize().Length - Without(profile).Serialize().Length, 1, 80_000);
    }

    [Fact]
    public void Of_WithoutDuplicates_KeepsNeither()
    {
        var profile = DatasetProfile.Of(new Table([new NumberColumn("x", [1, 1])]), findsDuplicates: false);

        Assert.Null(profile.Rows);
        Assert.Null(profile.Columns[0].Fingerprint);
        Assert.Null(DatasetProfile.Merge([profile, Profile([1, 2])]).Rows);
    }

    [Fact]
    public void RowHashes_OfBuffersAndOfColumns_AreTheSame()
    {
        var table = new Table(
        [
            new NumberColumn("a", [1.25, double.NaN, -0.0, 3]),
            new CategoryColumn("b", [0, -1, 1, 0], ["a long word", "short"]),
            new TimestampColumn("c", [5, TimestampColumn.Missing, 7, 5]),
            new TextColumn("d", ["four", null, "fourteen letter", ""]),
        ]);
        var hashes = new RowHashes();
        hashes.Start(4);
        hashes.Add([1.25f, float.NaN, 0f, 3f]);
        hashes.Add(["a long word", "", "short", "a long word"]);
        hashes.Add([5, TimestampColumn.Missing, 7, 5]);
        hashes.Add(["four", "", "fourteen letter", ""]);
        hashes.Finish();

        Assert.Equal(hashes.Values.ToArray().Order(), DatasetProfile.Of(table).Rows!.Hashes);
    }

    [Fact]
    public void RowHashes_RandomRows_AreDistinctAndEvenlySpread()
    {
        var hashes = new RowHashes();
        hashes.Start(100_000);
        hashes.Add([.. Enumerable.Range(0, 100_000).Select(i => (float)(i / 400))]);
        hashes.Add([.. Enumerable.Range(0, 100_000).Select(i => (float)(i % 400))]);
        hashes.Finish();

        var values = hashes.Values.ToArray();
        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.InRange(values.Count(value => value < ulong.MaxValue / 4), 24_300, 25_700);
        Assert.InRange(values.Count(value => (value & 1) == 0), 49_000, 51_000);
    }

    private static DatasetProfile Without(DatasetProfile profile)
    {
        var builder = new DatasetProfileBuilder(findsDuplicates: false);
        builder.Add(profile);
        return builder.Build();
    }

    private static DatasetProfile Profile(IEnumerable<double> values) => DatasetProfile.Of(new Table([new NumberColumn("x", [.. values])]));
}
