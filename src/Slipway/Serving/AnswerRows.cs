using System.Globalization;
using Slipway.Learning.Results;
using Slipway.PredictionLog;

namespace Slipway.Serving;

/// <summary>Predicts the rows of a request and records them, whichever protocol they came by. Safe to use from several threads.</summary>
public sealed class AnswerRows(PredictionRecorder recorder, IPredictionIds ids, TimeProvider time)
{
    /// <summary>Predicts all rows that a workspace holds.</summary>
    /// <param name="route">What answers.</param>
    /// <param name="workspace">Holds the rows; gets the answers. Rented from the route's version.</param>
    /// <param name="request">What is known of the request.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The id of the first row; or <c>serving.notFinite</c>, <c>log.unavailable</c>, and then nothing may be answered.</returns>
    public async ValueTask<RowsAnswer> HandleAsync(
        ServedRoute route, PredictionWorkspace workspace, RowsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var (model, variant) = route;
        model.Predict(workspace.Batch, workspace.Predictions);
        if (FindNotFinite(workspace.Predictions) is { } row)
        {
            return new(default, model, workspace.Batch, NotFinite(row));
        }

        var served = new ServedRequest(
            ids.Next(), time.GetUtcNow(), time.GetElapsedTime(request.StartTimestamp), variant, request.TraceId);
        bool isRecorded = await recorder.RecordAsync(model, workspace.Batch, workspace.Predictions, served, cancellationToken)
            .ConfigureAwait(false);
        return new(served.FirstId, model, workspace.Batch, isRecorded ? null : LogUnavailable());
    }

    private static int? FindNotFinite(Predictions predictions)
    {
        var values = predictions.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i / predictions.Width;
            }
        }

        return null;
    }

    private static Problem NotFinite(int row) => new("serving.notFinite", string.Create(
        CultureInfo.InvariantCulture,
        $"The model answers no finite number for row {row} (0-based). Send values like those that it was trained on."));

    private static Problem LogUnavailable() => new(
        "log.unavailable", "The record of the prediction could not be stored, and this model answers only when it is. Try again.");
}
