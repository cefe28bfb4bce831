using Slipway.Alerts;
using Slipway.Datasets;
using Slipway.Storage;
using Slipway.Tests.Retraining;

namespace Slipway.Tests.Datasets;

public sealed class IngestTrainingFileTests
{
    private readonly Product _product = new();

    [Fact]
    public async Task Handle_NewRows_MakesADatasetVersionAndRemovesTheFile()
    {
        var run = await _product.TrainAsync();

        var file = await _product.DropAsync("line/march.csv", Product.Rows(10, seed: 2, "2026-03-01"));

        Assert.Equal((70, 10, 0, 0), (file.Rows!.TotalRows, file.Rows.Added, file.Rows.Duplicates, file.Rows.Rejected));
        var data = (await _product.Datasets.Models.FindAsync(Product.Line, default))!.Value;
        Assert.Equal([run.Lineage.DatasetVersion, file.Rows.Version], data.Steps.Select(s => s.Version));
        Assert.Equal((70, 10), (data.Latest.Rows, data.Latest.AddedRows));
        var manifest = await _product.Datasets.FindAsync(file.Rows.Version, default);
        Assert.Equal(
            [new DatasetPart("data/line.csv", 1), new DatasetPart("training/line/march.csv", 62)], manifest!.Files);
        Assert.Null(await _product.ReadAsync("training", "line/march.csv"));
    }

    [Fact]
    public async Task Handle_SameRowsAgain_ChangesNothing()
    {
        await _product.TrainAsync();
        string rows = Product.Rows(10, seed: 2, "2026-03-01");
        var first = await _product.DropAsync("line/march.csv", rows);

        var second = await _product.DropAsync("line/again.csv", rows);

        Assert.Equal((first.Rows!.Version, 0, 10), (second.Rows!.Version, second.Rows.Added, second.Rows.Duplicates));
        Assert.Null(await _product.ReadAsync("training", "line/again.csv"));
    }

    [Fact]
    public async Task Handle_SameRowsInOtherOrderAndNotation_AreDuplicates()
    {
        await _product.TrainAsync("day,x,kind,note,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"2026-01-{(i % 28) + 1:00},{i},a,n{i},{(3 * i) + 2 + (i % 2)}\n")));

        var file = await _product.DropAsync(
            "line/other.csv", "y;x;day;kind;note\n2.0;0.0;2026-01-01T00:00:00Z;a;n0\n 6 ;1e0;2026-01-02;a;n1\n8;2.5;2026-01-03;a;n2\n");

        Assert.Equal((1, 2), (file.Rows!.Added, file.Rows.Duplicates));
    }

    [Fact]
    public async Task Handle_BadRows_GoToRejectedWithLineAndReason()
    {
        await _product.TrainAsync();
        const string Rows = """
            day,x,kind,note,y,extra
            2026-03-01,1.5,a,good,6.5,1
            2026-03-02,many,a,not a number,6.5,1
            2026-03-03,2000,a,out of range,6.5,1
            not a day,1,a,no time,5,1
            2026-03-05,1,a,no label,,1
            2026-03-06,1,a
            """;

        var file = await _product.DropAsync("line/mixed.csv", Rows + "\n");

        Assert.Equal((1, 5), (file.Rows!.Added, file.Rows.Rejected));
        Assert.Equal("data.extraColumn", Assert.Single(file.Rows.Warnings).Code);
        string rejected = (await _product.ReadAsync("rejected", "training/line/mixed.csv"))!;
        string[] lines = rejected.TrimEnd('\n').Split('\n');
        Assert.Equal("line,reason,record", lines[0]);
        Assert.Equal([3, 4, 5, 6, 7], lines[1..].Select(l => int.Parse(l.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("2026-03-02,many,a", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("many", lines[1].Split('[')[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line/no-label.csv", "day,x,kind,note\n2026-03-01,1,a,b\n", "data.labelMissing")]
    [InlineData("line/no-column.csv", "day,kind,note,y\n2026-03-01,a,b,1\n", "data.unknownColumn")]
    [InlineData("line/empty.csv", "", "csv.emptyFile")]
    [InlineData("nobody/rows.csv", "day,x,y\n", "registry.modelNotFound")]
    [InlineData("rows.csv", "day,x,y\n", "data.badTrainingPath")]
    public async Task Handle_HopelessFile_IsMovedWholeWithItsProblems(string name, string content, string code)
    {
        await _product.TrainAsync();

        var file = await _product.DropAsync(name, content);

        Assert.Equal(code, Assert.Single(file.Problems).Code);
        Assert.Equal(content, await _product.ReadAsync("rejected", "training/" + name));
        Assert.Contains(code, await _product.ReadAsync("rejected", $"training/{name}.problems.json"), StringComparison.Ordinal);
        Assert.Null(await _product.ReadAsync("training", name));
    }

    [Fact]
    public async Task Handle_HopelessThenGoodFile_RaisesAndResolvesAnAlert()
    {
        await _product.TrainAsync();

        await _product.DropAsync("line/march.csv", "day,x\n");
        await _product.DropAsync("line/march.csv", Product.Rows(5, seed: 3, "2026-03-01"));

        Assert.Equal([AlertNotice.Opened, AlertNotice.Resolved], _product.Channel.Notices);
    }

    [Fact]
    public async Task Handle_FileThatIsGone_IsNoFailure()
    {
        var file = await _product.Ingest.HandleAsync(new ObjectPath("training", "line/gone.csv"), default);

        Assert.Empty(file.Problems);
        Assert.Null(file.Rows);
    }

    [Fact]
    public async Task Handle_ManyFilesAtOnce_LosesNoRow()
    {
        await _product.TrainAsync();
        string[] files = [.. Enumerable.Range(0, 6).Select(i => Product.Rows(5, seed: 100 + i, $"2026-0{i + 3}-01"))];

        await Task.WhenAll(files.Select((rows, i) => Task.Run(() => _product.DropAsync($"line/{i}.csv", rows))));

        var data = (await _product.Datasets.Models.FindAsync(Product.Line, default))!.Value;
        Assert.Equal(90, data.Latest.Rows);
        Assert.Equal(30, data.Steps.Skip(1).Sum(s => s.AddedRows));
    }

    [Fact]
    public async Task RecordTrained_VersionThatWasExtended_KeepsTheRowsAdded()
    {
        var run = await _product.TrainAsync();
        var file = await _product.DropAsync("line/march.csv", Product.Rows(10, seed: 2, "2026-03-01"));

        await _product.TrainAsync();

        var data = (await _product.Datasets.Models.FindAsync(Product.Line, default))!.Value;
        Assert.Equal(file.Rows!.Version, data.Latest.Version);
        var returned = await _product.Datasets.Models.ReturnToAsync(Product.Line, run.Lineage.DatasetVersion[..12], default);
        Assert.Equal(60, returned.Value.Rows);
    }
}
