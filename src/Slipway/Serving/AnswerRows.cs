using System.Globalization;
using Slipway.Learning.Results;
using Slipway.PredictionLog;
using Slipway.Rollouts;
using Slipway.Telemetry;

namespace Slipway.Serving;

/// <summary>Predicts the rows of a request and records them, whichever protocol they came by. Safe to use from several threads.</summary>
public sealed class AnswerRows(
    PredictionRecorder recorder, IPredictionIds ids, ShadowQueue shadows, SlipwayMetrics metrics, TimeProvider time)
{
    private readonly RolloutPrediction _rollouts = new(time);

    /// <summary>Predicts all rows that a workspace holds.</summary>
    /// <param name="route">What answers.</param>
    /// <param name="workspace">Holds the rows; gets the answers. Rented from the route's version.</param>
    /// <param name="request">What is known of the request.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>
    /// The id of the first row and the version that answered; or <c>serving.notFinite</c>, <c>log.unavailable</c>, and then nothing may be
    /// answered.
    /// </returns>
    public async ValueTask<RowsAnswer> HandleAsync(
        ServedRoute route, PredictionWorkspace workspace, RowsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        using var activity = SlipwayActivities.StartPredict(route.Model.Manifest, workspace.Batch.RowCount);
        var answer = await PredictAsync(route, workspace, request, cancellationToken).ConfigureAwait(false);
        if (answer.Problem is not null)
        {
            activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, answer.Problem.Code);
            metrics.CountFailure(route.Model.Manifest.Model.Value, route.Model.VersionText);
        }

        return answer;
    }

    private async ValueTask<RowsAnswer> PredictAsync(
        ServedRoute route, PredictionWorkspace workspace, RowsRequest request, CancellationToken cancellationToken)
    {
        var (model, variant) = route;
        var batch = workspace.Batch;
        long read = time.GetTimestamp();
        if (route.Arm is { } arm)
        {
            (model, variant, batch) = _rollouts.Predict(arm, workspace);
        }
        else
        {
            model.Predict(batch, workspace.Predictions);
        }

        if (FindNotFinite(workspace.Predictions) is { } row)
        {
            return new(default, model, batch, NotFinite(row));
        }

        long predicted = time.GetTimestamp();
        var served = new ServedRequest(
            ids.Next(), time.GetUtcNow(), time.GetElapsedTime(request.StartTimestamp, predicted), variant, request.TraceId);
        if (!await recorder.RecordAsync(model, batch, workspace.Predictions, served, cancellationToken).ConfigureAwait(false))
        {
            return new(default, model, batch, LogUnavailable());
        }

        if (route.Arm is { Rollout.Shadows.Length: > 0 } asked)
        {
            shadows.Offer(asked, workspace.Batch, request.TraceId);
        }

        metrics.CountAnswer(
            model.Manifest.Model.Value, model.VersionText, variant, batch.RowCount,
            time.GetElapsedTime(request.StartTimestamp, read), time.GetElapsedTime(read, predicted), time.GetElapsedTime(predicted));
        return new(served.FirstId, model, batch, null);
    }

    /// <summary>The first row with an answer that is no number; <see langword="null"/> when there is none.</summary>
    internal static int? FindNotFinite(Predictions predictions)
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
