using Slipway.Serving;

namespace Slipway.Rollouts;

/// <summary>Predicts requests that a rollout shares out, and counts how its variants do. Safe to use from several threads.</summary>
internal sealed class RolloutPrediction(TimeProvider time)
{
    /// <summary>Predicts as a rollout has it: where the chosen version fails, the champion answers the same rows.</summary>
    /// <param name="asked">Who read the rows.</param>
    /// <param name="workspace">The rows; gets the answers.</param>
    /// <returns>Who answered, the variant for the log, and the rows as that version takes them.</returns>
    public (ServedModel Model, string Variant, FeatureBatch Batch) Predict(ServedArm asked, PredictionWorkspace workspace)
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
        if (AnswerRows.FindNotFinite(workspace.Predictions) is null && ReferenceEquals(variant, champion.Variant))
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

        if (AnswerRows.FindNotFinite(workspace.Predictions) is null)
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
            return AnswerRows.FindNotFinite(workspace.Predictions) is null ? null : ArmCounts.NotFiniteCell;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it throws, the champion answers; the rails see the count.
            return ArmCounts.ExceptionsCell;
        }
    }
}
