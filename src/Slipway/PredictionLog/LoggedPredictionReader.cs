using System.Runtime.CompilerServices;
using Slipway.Feedback;
using Slipway.Learning.Schemas;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.PredictionLog;

/// <summary>
/// Reads the logged predictions of a window, each with the last outcome that came for it by now. Streams the predictions; of the
/// feedback about 50 bytes for each outcome that belongs to the window are in memory. Safe to use from several threads.
/// </summary>
public sealed class LoggedPredictionReader(IObjectStore store, TimeProvider time)
{
    /// <summary>Reads a window.</summary>
    /// <param name="model">The model.</param>
    /// <param name="schema">
    /// The features and classes to read, such as those of the champion. A value of another version that does not fit counts as not logged.
    /// </param>
    /// <param name="window">The hours by which the predictions were answered. Records arrive up to some seconds after their hour.</param>
    /// <param name="report">Gets counts.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The predictions, hour by hour; those of one hour by process, each process's about in the order of time.</returns>
    public async IAsyncEnumerable<LoggedPrediction> ReadAsync(
        ModelName model, ModelSchema schema, LogWindow window, LogReadReport report,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(report);
        var feedback = await FeedbackIndex.ReadAsync(store, model, schema, window, time.GetUtcNow(), report, cancellationToken)
            .ConfigureAwait(false);
        await foreach (var prediction in ReadAsync(model, schema, window, feedback, report, cancellationToken).ConfigureAwait(false))
        {
            yield return prediction;
        }
    }

    /// <summary>Reads a window, with the outcomes that the caller has read.</summary>
    internal async IAsyncEnumerable<LoggedPrediction> ReadAsync(
        ModelName model, ModelSchema schema, LogWindow window, FeedbackIndex feedback, LogReadReport report,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parser = new RecordParser(schema);
        var recent = new RecentIds();
        using var lines = new LogLines(store);
        var objects = LogObjects.ListAsync(store, model, LogKind.Predictions, window.Start, window.EndExclusive, cancellationToken);
        await foreach (var path in objects.ConfigureAwait(false))
        {
            recent.Clear();
            await lines.OpenAsync(path, cancellationToken).ConfigureAwait(false);
            while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (Parse(parser, lines, recent, report) is { } prediction)
                {
                    yield return Join(prediction, feedback, report);
                }
            }

            report.TornLines += lines.IsTorn ? 1 : 0;
        }
    }

    private static LoggedPrediction? Parse(RecordParser parser, LogLines lines, RecentIds recent, LogReadReport report)
    {
        var prediction = parser.Parse(lines.Line);
        if (prediction is null)
        {
            report.MalformedLines++;
        }
        else if (!recent.Add(prediction.Id))
        {
            report.Duplicates++;
            return null;
        }

        return prediction;
    }

    private static LoggedPrediction Join(LoggedPrediction prediction, FeedbackIndex feedback, LogReadReport report)
    {
        report.Predictions++;
        if (feedback.Find(prediction.Id) is not { } actual)
        {
            return prediction;
        }

        report.WithActual++;
        return prediction with { Actual = actual };
    }
}
