using System.Globalization;
using Slipway.Learning.Results;
using Slipway.PredictionLog;
using Slipway.Rollouts;

namespace Slipway.Serving;

/// <summary>Predicts the rows of a request and records them, whichever protocol they came by. Safe to use from several threads.</summary>
public sealed class AnswerRows(PredictionRecorder recorder, IPredictionIds ids, ShadowQueue shadows, TimeProvider time)
{
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
        var (model, variant) = route;
        var batch = workspace.Batch;
        if (route.Arm is { } arm)
        {
            (model, variant, batch) = Predict(arm, workspace);
        }
        else
        {
            model.Predict(batch, workspace.Predictions);
        }

        if (FindNotFinite(workspace.Predictions) is { } row)
        {
            return new(default, model, batch, NotFinite(row));
        }

        var served = new ServedRequest(
            ids.Next(), time.GetUtcNow(), time.GetElapsedTime(request.StartTimestamp), variant, request.TraceId);
        bool isRecorded = await recorder.RecordAsync(model, batch, workspace.Predictions, served, cancellationToken).ConfigureAwait(false);
        if (route.Arm is { Rollout.Shadows.Length: > 0 })
        {
            shadows.Offer(route.Arm, workspace.Batch, request.TraceId);
        }

        return new(served.FirstId, model, batch, isRecorded ? null : LogUnavailable());
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

    /// <summary>Predicts as a rollout has it: where the chosen version fails, the champion answers the same rows.</summary>
    private (ServedModel Model, string Variant, FeatureBatch Batch) Predict(ServedArm asked, PredictionWorkspace workspace)
    {
        var champion = asked.Rollout.Champion;
        var arm = ReferenceEquals(asked, champion) ? asked.Rollout.ChooseByRow(workspace.Batch) : asked;
        if (ReferenceEquals(arm, champion))
        {
            return PredictChampion(champion, workspace, champion.Variant);
        }

        // Where a feature is the key, the champion has read the rows.
        var own = workspace;
        if (!ReferenceEquals(arm, asked))
        {
            own = arm.Model.Rent();
            arm.FromChampion.Copy(workspace.Batch, own.Batch);
        }

        long start = time.GetTimestamp();
        int? failure = TryPredict(arm.Model, own);
        if (failure is null)
        {
            arm.Traffic.CountAnswer(own.Predictions, time.GetElapsedTime(start), isChampion: false);
            if (!ReferenceEquals(own, workspace))
            {
                workspace.Predictions.CopyFrom(own.Predictions);
            }

            return (arm.Model, arm.Variant, own.Batch);
        }

        return FallBack(arm, failure.Value, workspace, isReadByChampion: !ReferenceEquals(own, workspace));
    }

    private (ServedModel Model, string Variant, FeatureBatch Batch) PredictChampion(
        ServedArm champion, PredictionWorkspace workspace, string variant)
    {
        long start = time.GetTimestamp();
        champion.Model.Predict(workspace.Batch, workspace.Predictions);
        if (FindNotFinite(workspace.Predictions) is null && ReferenceEquals(variant, champion.Variant))
        {
            champion.Traffic.CountAnswer(workspace.Predictions, time.GetElapsedTime(start), isChampion: true);
        }

        return (champion.Model, variant, workspace.Batch);
    }

    /// <summary>The failure counts against the version only where the champion can answer: else the rows are to blame.</summary>
    private (ServedModel Model, string Variant, FeatureBatch Batch) FallBack(
        ServedArm arm, int failure, PredictionWorkspace workspace, bool isReadByChampion)
    {
        var champion = arm.Rollout.Champion;
        var rows = workspace;
        if (!isReadByChampion)
        {
            rows = champion.Model.Rent();
            arm.ToChampion.Copy(workspace.Batch, rows.Batch);
        }

        var answered = PredictChampion(champion, rows, RolloutSpec.FallbackVariant);
        if (!ReferenceEquals(rows, workspace))
        {
            workspace.Predictions.CopyFrom(rows.Predictions);
        }

        if (FindNotFinite(workspace.Predictions) is null)
        {
            arm.Traffic.CountFailure(failure, workspace.Batch.RowCount);
        }

        return answered;
    }

    /// <summary>Predicts by a version on trial.</summary>
    /// <returns>The counter of what went wrong; <see langword="null"/> when nothing did.</returns>
    private static int? TryPredict(ServedModel model, PredictionWorkspace workspace)
    {
        try
        {
            model.Predict(workspace.Batch, workspace.Predictions);
            return FindNotFinite(workspace.Predictions) is null ? null : ArmCounts.NotFiniteCell;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it throws, the champion answers; the rails see the count.
            return ArmCounts.ExceptionsCell;
        }
    }

    private static Problem NotFinite(int row) => new("serving.notFinite", string.Create(
        CultureInfo.InvariantCulture,
        $"The model answers no finite number for row {row} (0-based). Send values like those that it was trained on."));

    private static Problem LogUnavailable() => new(
        "log.unavailable", "The record of the prediction could not be stored, and this model answers only when it is. Try again.");
}
