using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Drift;

namespace Slipway.Learning.Tests.Profiles;

public sealed class DatasetProfileTests
{
    [Fact]
    public void Of_MixedTable_CountsEveryColumn()
    {
        var profile = DatasetProfile.Of(MakeTable(1000, 1));

        Assert.Equal(1000, profile.RowCount);
        var number = profile.Columns[0];
        Assert.Equal(100, number.MissingCount);
        Assert.Equal(0.1, number.MissingShare);
        Assert.Equal(900, number.Moments!.Value.Count);
        Assert.Equal(new DistinctCount(900, true), number.DistinctCount);
        Assert.Equal(["a", "b", "c"], profile.Columns[2].Categories!.Words.Order());
        Assert.Equal(["false", "true"], profile.Columns[3].Categories!.Words.Order());
        Assert.Equal(new DistinctCount(1000, true), profile.Columns[4].DistinctCount);
        Assert.Equal(new TimestampRange(0, 999), profile.Columns[4].Timestamps);
        Assert.Equal(new DistinctCount(8, true), profile.Columns[5].DistinctCount);
    }

    [Fact]
    public void Add_ChunkByChunk_EqualsOnePass()
    {
        var table = MakeTable(20_000, 2);
        var builder = new DatasetProfileBuilder();
        foreach (int[] rows in Enumerable.Range(0, table.RowCount).Chunk(1024))
        {
            builder.Add(table.Take(rows));
        }

        Assert.Equal(DatasetProfile.Of(table).Serialize(), builder.Build().Serialize());
    }

    [Fact]
    public void Merge_OfParts_EqualsOnePass()
    {
        var table = MakeTable(1800, 3);
        var whole = DatasetProfile.Of(table);
        var merged = DatasetProfile.Merge([.. Enumerable.Range(0, table.RowCount).Chunk(500).Select(rows => DatasetProfile.Of(table.Take(rows)))]);

        Assert.Equal(whole.RowCount, merged.RowCount);
        for (int i = 0; i < whole.Columns.Count; i++)
        {
            var (expected, actual) = (whole.Columns[i], merged.Columns[i]);
            Assert.Equal(expected.MissingCount, actual.MissingCount);
            Assert.Equal(expected.DistinctCount, actual.DistinctCount);
            Assert.Equal(expected.Timestamps, actual.Timestamps);
            Assert.Equal(expected.Categories?.Words, actual.Categories?.Words);
            Assert.Equal(expected.Categories?.Counts, actual.Categories?.Counts);
            Assert.Equal(expected.Quantiles?.Points.Values.ToArray(), actual.Quantiles?.Points.Values.ToArray());
            Assert.Equal(expected.Quantiles?.Points.Counts.ToArray(), actual.Quantiles?.Points.Counts.ToArray());
            if (expected.Moments is { } moments)
            {
                Assert.Equal(moments.Mean, actual.Moments!.Value.Mean, 1e-12);
                Assert.Equal(moments.StandardDeviation, actual.Moments.Value.StandardDeviation, 1e-12);
                Assert.Equal((moments.Min, moments.Max), (actual.Moments.Value.Min, actual.Moments.Value.Max));
            }
        }

        Assert.Equal(whole.Correlations[0, 1]!.Value, merged.Correlations[0, 1]!.Value, 1e-12);
    }

    [Fact]
    public void Correlations_OfRealColumns_EqualTheDefinition()
    {
        var table = DriftSlices.Read("bike_2011");
        var profile = DatasetProfile.Of(table);
        int casual = profile.Correlations.Columns.ToList().IndexOf("casual");
        int count = profile.Correlations.Columns.ToList().IndexOf("cnt");

        double expected = Pearson(((NumberColumn)table["casual"]).Values, ((NumberColumn)table["cnt"]).Values);

        Assert.Equal(expected, profile.Correlations[casual, count]!.Value, 1e-12);
        Assert.Equal(expected, profile.Correlations[count, casual]!.Value, 1e-12);
        Assert.Equal(1, profile.Correlations[count, count]);
    }

    [Fact]
    public void Correlations_OfAConstant_AreNull()
    {
        var profile = DatasetProfile.Of(new Table([new NumberColumn("x", [1, 2, 3]), new NumberColumn("y", [5, 5, 5])]));

        Assert.Null(profile.Correlations[0, 1]);
    }

    [Fact]
    public void DistinctCount_OfManyValues_IsCloseAndMarkedAsEstimate()
    {
        double[] values = [.. Enumerable.Range(0, 300_000).Select(i => Math.Sqrt(i % 100_000))];
        var count = DatasetProfile.Of(new Table([new NumberColumn("x", values)])).Columns[0].DistinctCount;

        Assert.False(count.IsExact);
        Assert.InRange(count.Value, 93_000, 107_000);
    }

    [Fact]
    public void Categories_BeyondTheLimit_AreCountedTogether()
    {
        string[] words = [.. Enumerable.Range(0, 1500).Select(i => $"w{i:0000}")];
        int[] codes = [.. Enumerable.Range(0, 3000).Select(i => i < 1500 ? i : i % 100)];
        var column = DatasetProfile.Of(new Table([new CategoryColumn("c", codes, words)])).Columns[0];

        Assert.Equal(CategoryCounts.MaxWords, column.Categories!.Words.Count);
        Assert.Equal("w0000", column.Categories.Words[0]);
        Assert.Equal(500, column.Categories.OtherCount);
        Assert.Equal(3000, column.Categories.Total);
        Assert.InRange(column.DistinctCount.Value, 1400, 1600);
    }

    [Fact]
    public void Add_OtherColumns_IsRefused()
    {
        var builder = new DatasetProfileBuilder();
        builder.Add(new Table([new NumberColumn("x", [1])]));

        Assert.Throws<ArgumentException>(() => builder.Add(new Table([new NumberColumn("y", [1])])));
    }

    [Fact]
    public void Serialize_ThenDeserialize_GivesTheSameProfile()
    {
        foreach (int count in new[] { 0, 1, 700, 30_000 })
        {
            byte[] bytes = DatasetProfile.Of(MakeTable(count, 4)).Serialize();

            var result = DatasetProfile.Deserialize(bytes);

            Assert.True(result.IsSuccess, string.Join("; ", result.Problems));
            Assert.Equal(bytes, result.Value.Serialize());
        }
    }

    [Fact]
    public void Serialize_ManyRows_TakesAboutTwentyKilobytesANumber()
    {
        var random = new Random(1);
        var columns = Enumerable.Range(0, 3).Select(i => new NumberColumn($"x{i}", [.. Enumerable.Range(0, 40_000).Select(_ => random.NextDouble())]));

        int size = DatasetProfile.Of(new Table([.. columns]), findsDuplicates: false).Serialize().Length;

        Assert.InRange(size, 3 * 1000, 3 * 20 * 1024);
    }

    [Fact]
    public void Deserialize_CutAnywhere_IsRefused()
    {
        byte[] bytes = DatasetProfile.Of(MakeTable(60, 5)).Serialize();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Equal("profile.malformed", Assert.Single(DatasetProfile.Deserialize(bytes.AsSpan(0, length)).Problems).Code);
        }

        Assert.False(DatasetProfile.Deserialize([.. bytes, 0]).IsSuccess);
    }

    [Fact]
    public void Deserialize_OfAnotherVersion_SaysSo()
    {
        byte[] bytes = DatasetProfile.Of(MakeTable(5, 5)).Serialize();
        bytes[4] = 9;

        Assert.Equal("profile.versionUnknown", Assert.Single(DatasetProfile.Deserialize(bytes).Problems).Code);
    }

    [Fact]
    public void Deserialize_DamagedBytes_NeverThrowsAndReadsBackWhatItAccepts()
    {
        byte[] bytes = DatasetProfile.Of(MakeTable(300, 6)).Serialize();
        var random = new Random(9);
        for (int i = 0; i < 5000; i++)
        {
            byte[] damaged = [.. bytes];
            for (int j = random.Next(1, 4); j > 0; j--)
            {
                damaged[random.Next(5, damaged.Length)] = (byte)random.Next(256);
            }

            if (DatasetProfile.Deserialize(damaged).TryGetValue(out var profile))
            {
                Assert.True(DatasetProfile.Deserialize(profile.Serialize()).IsSuccess);
            }
        }
    }

    internal static Table MakeTable(int rowCount, int seed)
    {
        var random = new Random(seed);
        int[] rows = [.. Enumerable.Range(0, rowCount)];
        double[] x = [.. rows.Select(_ => random.NextDouble())];
        return new Table([
            new NumberColumn("x", [.. rows.Select(i => i % 10 == 3 ? double.NaN : x[i])]),
            new NumberColumn("y", [.. rows.Select(i => x[i] + random.NextDouble())]),
            new CategoryColumn("c", [.. rows.Select(i => (i % 7 % 4) - 1)], ["a", "b", "c"]),
            new NumberColumn("b", [.. rows.Select(i => i % 11 == 0 ? double.NaN : i % 3 == 0 ? 1.0 : 0.0)], ColumnType.Boolean),
            new TimestampColumn("t", [.. rows.Select(i => (long)i)]),
            new TextColumn("s", [.. rows.Select(i => i % 5 == 0 ? null : $"text {i % 10 + (i % 2 * 100)}")]),
        ]);
    }

    private static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double meanX = x.ToArray().Average();
        double meanY = y.ToArray().Average();
        double xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }

        return xy / Math.Sqrt(xx * yy);
    }
}
