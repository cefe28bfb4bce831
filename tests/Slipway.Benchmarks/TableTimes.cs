using System.Diagnostics;
using System.Globalization;
using Slipway.Audit;
using Slipway.Learning.Tables;
using Slipway.Registry;
using Slipway.Scoring;
using Slipway.Serving;
using Slipway.Storage;

namespace Slipway.Benchmarks;

/// <summary>Times the scoring of many rows that are in memory, each thread with rows of its own.</summary>
internal static class TableTimes
{
    private const int Warmup = 40;
    private const int WarmupRows = 2_000;
    private const int Samples = 7;

    public static async Task<int> RunAsync(string storeFolder, string csv, int rows, int threads)
    {
        var store = new FolderObjectStore(storeFolder, TimeProvider.System);
        var registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
        var name = ModelName.Parse("bench");
        int version = (await registry.ResolveAsync(name, "champion", CancellationToken.None)).Value;
        var model = (await new ScoringModels(registry).LoadAsync(name, version, CancellationToken.None)).Value;

        await using var file = File.OpenRead(csv);
        var table = TableReader.Read(file, new TableReaderOptions(), CancellationToken.None).Value.Table;
        var batches = Enumerable.Range(0, threads).Select(thread => Fill(model, table, rows / threads * thread, rows / threads)).ToArray();
        var predictions = batches.Select(batch => new Predictions(batch.Schema)).ToArray();

        // Compiled by many short calls; a few long ones would be measured half-way.
        var few = Fill(model, table, 0, WarmupRows);
        for (int i = 0; i < Warmup; i++)
        {
            model.Predict(few, predictions[0]);
        }

        Thread.Sleep(500);
        double[] seconds = new double[Samples];
        var busy = TimeSpan.Zero;
        for (int sample = -1; sample < Samples; sample++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            Parallel.For(0, threads, i => model.Predict(batches[i], predictions[i]));
            if (sample >= 0)
            {
                seconds[sample] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                busy += Process.GetCurrentProcess().TotalProcessorTime - before;
            }
        }

        Array.Sort(seconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"slipway rows_per_s={rows / seconds[Samples / 2]:F0} best={rows / seconds[0]:F0} "
            + $"cpu_ns_per_row={busy.TotalNanoseconds / Samples / rows:F0}"));
        return 0;
    }

    /// <summary>Rows of the table from one on, again from its start where it ends.</summary>
    private static FeatureBatch Fill(ServedModel model, Table table, int first, int count)
    {
        var features = model.Manifest.Schema.Features;
        float[][] columns = [.. features.Select(
            feature => Array.ConvertAll(((NumberColumn)table[feature.Name]).Values.ToArray(), value => (float)value))];
        var batch = new FeatureBatch(model.Manifest.Schema);
        for (int row = first; row < first + count; row++)
        {
            batch.AddRow();
            for (int i = 0; i < columns.Length; i++)
            {
                batch.SetNumber(i, columns[i][row % table.RowCount]);
            }
        }

        return batch;
    }
}
