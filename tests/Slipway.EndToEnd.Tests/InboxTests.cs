using System.Text.Json;
using Slipway.Audit;
using Slipway.Learning.Drift;
using Slipway.Learning.Randomness;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.EndToEnd.Tests;

/// <summary>Real data dropped into the inbox of a running server: scored, rejected, and reported on.</summary>
public class InboxTests
{
    private const int Seed = 7;
    private const double Tolerance = 1e-9;

    [Fact]
    public async Task Serve_FilesDroppedIntoTheInbox_AreScoredAndReported()
    {
        using var folder = new TemporaryFolder();
        string store = folder["store"];
        var adult = SampleTable.Adult.Halves(Seed);
        var wine = SampleTable.Wine.Halves(Seed);
        var (first, next) = (SampleTable.Bike.Where(row => IsBefore(row, "2012")), SampleTable.Bike.Where(row => !IsBefore(row, "2012")));
        await adult.First.TrainAsync(folder, store);
        await wine.First.TrainAsync(folder, store);
        await first.TrainAsync(folder, store);

        // The rows are in the order of time, and the newest were held out.
        string[] learned = first.Rows[..await CountTrainingRowsAsync(store, "bike-sharing")];
        new SeededRandom(Seed).Shuffle<string>(learned);
        using var server = new InboxServer(folder, store);
        server.Drop("adult/adult.csv.gz", await File.ReadAllBytesAsync(SampleTable.PathOf("adult.csv.gz")));
        server.Drop("adult/half.csv", adult.Second.With("39,too,short").ToCsv());
        server.Drop("wine/wine.csv", SampleTable.Wine.With("not,a,row").ToCsv());
        server.Drop("wine/half.csv", wine.Second.ToCsv());
        server.Drop("bike-sharing/2012.csv", next.ToCsv());
        server.Drop("bike-sharing/half.csv", (first with { Rows = learned[..(learned.Length / 2)] }).ToCsv());
        await server.WaitUntilEmptyAsync();

        Assert.Equal((32561, 0), await server.CountsAsync("adult/adult"));
        Assert.Equal((adult.Second.Rows.Length, 1), await server.CountsAsync("adult/half"));
        Assert.Equal((178, 1), await server.CountsAsync("wine/wine"));
        Assert.Equal((wine.Second.Rows.Length, 0), await server.CountsAsync("wine/half"));
        Assert.Equal((next.Rows.Length, 0), await server.CountsAsync("bike-sharing/2012"));
        Assert.Equal(32562, server.CountLines("scored/adult/adult.csv"));
        Assert.Equal(next.Rows.Length + 1, server.CountLines("scored/bike-sharing/2012.csv"));
        var (line, _, original) = Assert.Single(await server.RejectedRowsAsync("wine/wine"));
        Assert.Equal((180, "not,a,row"), (line, original));
        Assert.Equal(1, (await server.ReportAsync("wine/wine.csv")).RejectedRowCount);

        AssertIsAsScipySays(await server.ReportAsync("bike-sharing/2012.csv"));
        foreach (string unchanged in (string[])["adult/adult.csv.gz", "adult/half.csv", "bike-sharing/half.csv"])
        {
            var report = await server.ReportAsync(unchanged);
            Assert.Equal(DriftVerdict.NoDrift, report.Verdict);
            Assert.Equal(0, report.Features.DriftedColumnCount);
        }

        // The spec asks for more rows than this data has to speak of a verdict; the statistics are there all the same.
        var few = await server.ReportAsync("wine/half.csv");
        Assert.Equal((DriftVerdict.TooFewRows, false), (few.Verdict, few.Features.HasDrifted));
    }

    /// <summary>
    /// The columns that scipy finds drifted, and no other; each score is scipy's. A column that is constant in 2011, <c>yr</c>, is none of the
    /// model's features, and is not reported on.
    /// </summary>
    private static void AssertIsAsScipySays(DriftReport report)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SampleTable.PathOf("drift/bike_2011_2012.json")));
        var expected = document.RootElement;
        var tested = report.Features.Columns.Where(column => column.Score is not null).ToList();
        Assert.Equal(expected.GetProperty("referenceRows").GetInt64(), report.Features.ReferenceRowCount);
        Assert.Equal(expected.GetProperty("currentRows").GetInt64(), report.RowCount);
        Assert.Equal(expected.GetProperty("columns").EnumerateObject().Select(c => c.Name).Order(), tested.Select(c => c.Name).Order());
        Assert.Equal(
            expected.GetProperty("drifted").EnumerateArray().Select(name => name.GetString()!).Order(),
            tested.Where(column => column.HasDrifted).Select(column => column.Name).Order());
        Assert.All(tested, column => AssertScore(expected.GetProperty("columns").GetProperty(column.Name), column));
        Assert.Equal(DriftVerdict.Drift, report.Verdict);
    }

    private static void AssertScore(JsonElement expected, ColumnDrift column)
    {
        // The product's distance is in the natural logarithm, scipy's was asked for in base 2.
        var (test, score) = expected.TryGetProperty("js", out var distance)
            ? ("jensenShannon", distance.GetDouble() * Math.Sqrt(Math.Log(2)))
            : ("wasserstein", expected.GetProperty("wasserstein_norm").GetDouble());
        Assert.Equal(test, column.Test);

        // A sketch of very many values may be off by a share of the rows.
        Assert.Equal(score, column.Score!.Value, Math.Max(Tolerance, 6 * column.RankErrorShare));
    }

    private static async Task<int> CountTrainingRowsAsync(string storeFolder, string model)
    {
        var store = new FolderObjectStore(storeFolder, TimeProvider.System);
        var registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
        return (await registry.GetManifestAsync(ModelName.Parse(model), 1, default)).Value.TrainingRows;
    }

    private static bool IsBefore(string row, string date) => string.CompareOrdinal(row.Split(',')[1], date) < 0;
}
