using Slipway.Datasets;
using Slipway.Tests.Retraining;

namespace Slipway.Tests.Datasets;

public sealed class CompareDatasetsTests
{
    [Fact]
    public async Task Handle_ExtendedVersion_CountsRowsAndFindsDrift()
    {
        var product = new Product();
        var run = await product.TrainAsync(Product.Rows(200, seed: 1));
        string shifted = string.Join('\n', Product.Rows(200, seed: 9, "2026-03-01").Split('\n').Select(line => line.Replace(",a,", ",c,", StringComparison.Ordinal).Replace(",b,", ",c,", StringComparison.Ordinal)));
        var file = await product.DropAsync("line/march.csv", shifted);
        var champion = (await product.Specs.FindAsync(Product.Line, default))!;

        var forth = (await new CompareDatasets(product.Datasets).HandleAsync(champion, run.Lineage.DatasetVersion, file.Rows!.Version, default)).Value;
        var back = (await new CompareDatasets(product.Datasets).HandleAsync(champion, file.Rows.Version, run.Lineage.DatasetVersion, default)).Value;

        Assert.Equal((200, 400, 200, 0), (forth.RowsBefore, forth.RowsAfter, forth.RowsAdded, forth.RowsRemoved));
        Assert.Equal((0, 200), (back.RowsAdded, back.RowsRemoved));
        Assert.Contains("kind", forth.Drift.Columns.Where(c => c.HasDrifted).Select(c => c.Name));
        Assert.Empty(forth.ColumnsAdded);
    }

    [Fact]
    public async Task Handle_UnknownVersion_IsNotFound()
    {
        var product = new Product();
        var run = await product.TrainAsync();
        var champion = (await product.Specs.FindAsync(Product.Line, default))!;

        var result = await new CompareDatasets(product.Datasets).HandleAsync(champion, new string('0', 64), run.Lineage.DatasetVersion, default);

        Assert.Equal("data.versionNotFound", Assert.Single(result.Problems).Code);
    }
}
