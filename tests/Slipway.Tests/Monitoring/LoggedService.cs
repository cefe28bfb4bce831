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
    private int _ids;

    /// <summary>Answers the rows of a table.</summary>
    /// <returns>The ids of the predictions, one a row.</returns>
    public async Task<Guid[]> PredictAsync(ModelName model, Table rows)
    {
        int version = (await product.Registry.ResolveAsync(model, "champion", default)).Value;
        var served = (await new RegistrySource(product.Registry).LoadAsync(model, version, default)).Value;
        var batch = TableRows.ToBatch(served.Manifest.Schema, rows);
        var first = FirstId();
        var request = new ServedRequest(first, product.Time.GetUtcNow(), TimeSpan.FromMilliseconds(1), "champion", null);
        Assert.True(await new PredictionRecorder(_writer).RecordAsync(served, batch, served.Predict(batch), request, default));
        await _writer.FlushAsync(default);
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => PredictionId.OfRow(first, row))];
    }

    public async Task FeedBackAsync(ModelName model, Guid[] ids, IReadOnlyList<ActualOutcome> actuals)
    {
        var records = ids.Select((id, i) => new FeedbackRecord(id, actuals[i], null)).ToList();
        Assert.True((await new RecordFeedback(_writer, product.Time).HandleAsync(model, records, default)).IsSuccess);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    // As version 7 makes them, but the same at every run.
    private Guid FirstId()
    {
        long milliseconds = product.Time.GetUtcNow().ToUnixTimeMilliseconds();
        return new Guid((int)(milliseconds >> 16), (short)milliseconds, 0x7000, 0x80, 0, (byte)(++_ids >> 16), (byte)(_ids >> 8), (byte)_ids, 0, 0, 0);
    }
}
