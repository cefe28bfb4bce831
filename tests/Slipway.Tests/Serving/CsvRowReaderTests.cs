using System.Text;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Tests.Serving;

public sealed class CsvRowReaderTests
{
    private readonly FeatureBatch _batch = new(TestSchemas.All);
    private readonly InputReport _report = new();

    [Fact]
    public void Read_ColumnsInAnyOrder_FillsEveryType()
    {
        Assert.True(Read("label,grape,picked,isRed,alcohol\n1, merlot ,2024-05-17,yes,12.5\n0,1,2024-05-18T01:00:00+01:00,0,1e1\n"));

        Assert.Equal([12.5f, 10f], _batch.Numbers(0).ToArray());
        Assert.Equal([1f, 0f], _batch.Numbers(1).ToArray());
        Assert.Equal(["merlot", "1"], _batch.Words(2).ToArray());
        Assert.Equal(new DateTime(2024, 5, 18, 0, 0, 0, DateTimeKind.Utc).Ticks, _batch.Ticks(3)[1]);
        Assert.Equal(["label"], _report.IgnoredColumns);
        Assert.False(_report.IsSingleRow);
    }

    [Fact]
    public void Read_BadRows_ReportsAllAtOnce()
    {
        Assert.False(Read("alcohol,isRed,grape,picked,ash/a~b\nx,1,a,2024-01-01,\n101,1,,2024-01-01,NA\n1,1\n1,2,a,now,1\n"));

        Assert.Equal(
            [
                ("input.type", 0, "alcohol"), ("input.range", 1, "alcohol"), ("input.null", 1, "grape"), ("row.fieldCount", 2, null),
                ("input.type", 3, "isRed"), ("input.timestamp", 3, "picked"),
            ],
            _report.Problems.Select(p => (p.Code, p.RowIndex, p.Feature)));
    }

    [Theory]
    [InlineData("alcohol,isRed,grape,picked\n", "request.noRows")]
    [InlineData("alcohol,isRed,grape\n1,1,a\n", "input.columnMissing")]
    [InlineData("alcohol,alcohol,isRed,grape,picked\n1,1,1,a,2024-01-01\n", "csv.duplicateColumn")]
    public void Read_UnfitTable_SaysWhy(string csv, string code)
    {
        Assert.False(Read(csv));

        Assert.Equal(code, Assert.Single(_report.Problems).Code);
    }

    [Fact]
    public void Read_TooManyRows_StopsThere()
    {
        string csv = "alcohol,isRed,grape,picked\n" + string.Concat(Enumerable.Repeat("1,1,a,2024-01-01\n", 1001));

        Assert.False(Read(csv));

        Assert.Equal("request.tooManyRows", Assert.Single(_report.Problems).Code);
    }

    private bool Read(string csv)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return new CsvRowReader(TestSchemas.All).Read(stream, new CsvOptions(), 1000, _batch, _report);
    }
}
