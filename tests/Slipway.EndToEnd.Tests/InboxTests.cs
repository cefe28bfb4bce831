using Slipway.Audit;
using Slipway.Learning.Randomness;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Scoring;
using Slipway.Storage;

namespace Slipway.EndToEnd.Tests;

/// <summary>Files dropped into the inbox of a running server: scored, rejected, and reported on.</summary>
public class InboxTests
{
    private const int Seed = 7;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly ModelName Model = ModelName.Parse("bike-sharing");

    [Fact]
    public async Task Serve_FilesDroppedIntoTheInbox_AreScoredAndReported()
    {
        using var folder = new TemporaryFolder();
        string[] rows = await TrainOn2011Async(folder);
        string storeFolder = folder["project/.slipway"];
        var store = new FolderObjectStore(storeFolder, TimeProvider.System);
        var registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
        int trainingRows = (await registry.GetManifestAsync(Model, 1, default)).Value.TrainingRows;

        // The rows are in the order of time, and the newest were held out.
        string[] learned = rows[..trainingRows];
        new SeededRandom(Seed).Shuffle<string>(learned);
        using var server = SlipwayProcess.Start(folder.Path, "serve", "--store", storeFolder, "--port", "0");

        string[] next = [.. rows.Where(row => !IsBefore(row, "2012"))];
        Drop(storeFolder, "2012.csv", next);
        Drop(storeFolder, "half.csv", learned[..(learned.Length / 2)]);
        Drop(storeFolder, "mixed.csv", [.. learned[..300], "not,a,row"]);
        Directory.CreateDirectory(Path.Combine(storeFolder, "inbox/bike-sharing"));
        File.WriteAllText(Path.Combine(storeFolder, "inbox/bike-sharing/other.csv"), "a,b\n1,2\n");

        var reports = new ReportStore(store);
        var drifted = await WaitForAsync(() => reports.FindAsync(Model, "2012.csv", default));
        var alike = await WaitForAsync(() => reports.FindAsync(Model, "half.csv", default));
        var mixed = await WaitForAsync(() => reports.FindAsync(Model, "mixed.csv", default));
        var refused = await WaitForAsync(() => store.GetAsync(new ObjectPath("rejected", "bike-sharing/other.csv.reason.json"), default));

        Assert.Contains("hum", drifted.Features.Columns.Where(column => column.HasDrifted).Select(column => column.Name));
        Assert.Empty(alike.Features.Columns.Where(column => column.HasDrifted).Select(column => column.Name));
        Assert.Equal((next.Length, 0), await CountsAsync(store, "2012"));
        Assert.Equal((300, 1), await CountsAsync(store, "mixed"));
        Assert.Equal(1, mixed.RejectedRowCount);
        Assert.Contains("input.columnMissing", System.Text.Encoding.UTF8.GetString(refused.Content.Span), StringComparison.Ordinal);
        Assert.Equal(next.Length + 1, File.ReadLines(Path.Combine(storeFolder, "scored/bike-sharing/2012.csv")).Count());
    }

    /// <summary>Trains a quick model on the rows of 2011; gives the rows of both years.</summary>
    private static async Task<string[]> TrainOn2011Async(TemporaryFolder folder)
    {
        Assert.Equal(0, (await SlipwayProcess.RunAsync(folder.Path, "new", "project", "--from", "bike-sharing")).ExitCode);
        string spec = folder["project/models/bike-sharing/model.yaml"];
        string text = File.ReadAllText(spec).Replace("trials: 8", "trials: 1", StringComparison.Ordinal);
        File.WriteAllText(spec, text[..text.IndexOf("gate:", StringComparison.Ordinal)]);
        string data = folder["project/data/bike_hour.csv"];
        string[] lines = File.ReadAllLines(data);
        File.WriteAllLines(data, lines.Where((line, i) => i == 0 || IsBefore(line, "2012")));
        var trained = await SlipwayProcess.RunAsync(folder.Path, "train", "--project", folder["project"]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        File.WriteAllText(folder["header"], lines[0]);
        return lines[1..];
    }

    private static bool IsBefore(string row, string date) => string.CompareOrdinal(row.Split(',')[1], date) < 0;

    // Files are put together elsewhere and moved in, as careful senders do.
    private static void Drop(string storeFolder, string name, string[] rows)
    {
        string whole = Path.Combine(storeFolder, "..", name);
        File.WriteAllLines(whole, rows.Prepend(File.ReadAllText(Path.Combine(storeFolder, "..", "..", "header"))));
        string inbox = Path.Combine(storeFolder, "inbox/bike-sharing");
        Directory.CreateDirectory(inbox);
        File.Move(whole, Path.Combine(inbox, name));
    }

    private static async Task<(long Scored, long Rejected)> CountsAsync(IObjectStore store, string file)
    {
        var scored = await store.GetJsonAsync<ScoredFile>(new ObjectPath("scored", $"bike-sharing/{file}.json"), default);
        return (scored!.Value.ScoredRows, scored.Value.RejectedRows);
    }

    private static async Task<T> WaitForAsync<T>(Func<Task<T?>> find)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await find() is { } found)
            {
                return found;
            }

            await Task.Delay(200, patience.Token);
        }
    }
}
