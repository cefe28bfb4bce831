using System.Globalization;
using System.Text;
using Slipway.Feedback;
using Slipway.Learning.Tables;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Serving;
using Slipway.Tests.Retraining;

namespace Slipway.Tests.Monitoring;

/// <summary>Serves the champion as the HTTP endpoint does: predicts and logs; and takes feedback.</summary>
internal sealed class LoggedService(Product product) : IAsyncDisposable
{
    // Its own timers only decide when it flushes, which is asked for here; the times of records are those of the product's clock.
    private readonly LogWriter _writer = new(product.Store, TimeProvider.System, new LogWriterOptions { Instance = "test" });
    private int _requests;

    /// <summary>Rows for the line model, without the outcome; a shift moves x.</summary>
    public static Table Inputs(int count, int seed, double shift = 0)
    {
        var random = new Random(seed);
        var text = new StringBuilder("day,x,kind\n");
        for (int i = 0; i < count; i++)
        {
            double x = Math.Round((random.NextDouble() * 20) - 10 + shift, 3);
            text.AppendLine(CultureInfo.InvariantCulture, $"2026-03-02,{x},{(i % 3 == 0 ? "a" : "b")}");
        }

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        var types = new Dictionary<string, ColumnType> { ["day"] = ColumnType.Timestamp, ["x"] = ColumnType.Number, ["kind"] = ColumnType.Category };
        return TableReader.Read(stream, new TableReaderOptions { Types = types }, default).Value.Table;
    }

    /// <summary>Answers the rows of a table.</summary>
    /// <returns>The ids of the predictions, one a row.</returns>
    public async Task<Guid[]> PredictAsync(ModelName model, Table rows)
    {
        int version = (await product.Registry.ResolveAsync(model, "champion", default)).Value;
        var served = (await new RegistrySource(product.Registry).LoadAsync(model, version, default)).Value;
        var batch = TableRows.ToBatch(served.Manifest.Schema, rows);
        var ids = NextIds(product.Time.GetUtcNow(), ++_requests, rows.RowCount);
        var request = new ServedRequest(ids[0], product.Time.GetUtcNow(), TimeSpan.FromMilliseconds(1), "champion", null);
        Assert.True(await new PredictionRecorder(_writer).RecordAsync(served, batch, served.Predict(batch), request, default));
        await _writer.FlushAsync(default);
        return ids;
    }

    public async Task FeedBackAsync(ModelName model, Guid[] ids, IReadOnlyList<ActualOutcome> actuals)
    {
        var records = ids.Select((id, i) => new FeedbackRecord(id, actuals[i], null)).ToList();
        Assert.True((await new RecordFeedback(_writer, product.Time).HandleAsync(model, records, default)).IsSuccess);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>The ids that a request is given, the first one being number 1: as version 7 makes them, but the same at every run.</summary>
    public static Guid[] NextIds(DateTimeOffset now, int request, int count)
    {
        long milliseconds = now.ToUnixTimeMilliseconds();
        var first = new Guid(
            (int)(milliseconds >> 16), (short)milliseconds, 0x7000, 0x80, 0, (byte)(request >> 16), (byte)(request >> 8), (byte)request, 0, 0, 0);
        return [.. Enumerable.Range(0, count).Select(row => PredictionId.OfRow(first, row))];
    }
}
