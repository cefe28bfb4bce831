using System.Globalization;
using System.Text.Json;
using Slipway.Datasets;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Training;

namespace Slipway.Retraining;

/// <summary>Decides whether a model is due. Pure: everything that it goes by is given.</summary>
internal static class RetrainRules
{
    /// <summary>What the trigger of a retraining by the clock is called.</summary>
    public const string ScheduleTrigger = "schedule";

    public static RetrainDecision Decide(StoredSpec champion, RetrainState state, IReadOnlyList<ModelDataStep> data, DateTimeOffset now)
    {
        var decision = DecideNow(champion, state, data, now, out var since);
        return decision with { AwaitedSince = state.LastStatus == RunStatus.Running ? state.LastStart : decision.IsDue ? since : null };
    }

    private static RetrainDecision DecideNow(
        StoredSpec champion, RetrainState state, IReadOnlyList<ModelDataStep> data, DateTimeOffset now, out DateTimeOffset since)
    {
        var spec = champion.Spec.Retrain;
        var model = champion.Spec.Name;
        long newRows = CountNewRows(champion, state, data);
        var dataSince = data.Count > 0 ? data[^1].At : now;
        (string? trigger, string detail, since) = FindTrigger(spec, state, newRows, dataSince, champion.Manifest.CreatedAt, now);
        if (trigger is null)
        {
            return new RetrainDecision(model, null, false, "nothing asks for it", newRows);
        }

        if (newRows < spec.MinNewRows)
        {
            return new RetrainDecision(
                model, trigger, false, $"{detail}, but {newRows} labelled rows are new, and retrain.minNewRows asks for {spec.MinNewRows}", newRows);
        }

        if (state.LastStart + spec.CoolDown is { } end && end > now)
        {
            string until = end.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
            return new RetrainDecision(model, trigger, false, $"{detail}, but retrain.coolDown lasts until {until}", newRows);
        }

        return new RetrainDecision(model, trigger, true, detail, newRows);
    }

    private static (string? Trigger, string Detail, DateTimeOffset Since) FindTrigger(
        RetrainSpec spec, RetrainState state, long newRows, DateTimeOffset dataSince, DateTimeOffset championSince, DateTimeOffset now)
    {
        // The most telling reason first; it is what the run and the audit record will say.
        foreach (var trigger in (RetrainTrigger[])[RetrainTrigger.PerformanceDrop, RetrainTrigger.Drift])
        {
            if (spec.On.Contains(trigger) && state.Marks.FirstOrDefault(m => m.Trigger == trigger) is { } mark)
            {
                return (Word(trigger), mark.Detail, mark.At);
            }
        }

        if (spec.On.Contains(RetrainTrigger.NewData) && newRows > 0 && newRows >= spec.MinNewRows)
        {
            return (Word(RetrainTrigger.NewData), $"{newRows} labelled rows are new", dataSince);
        }

        var last = state.LastStart > championSince ? state.LastStart.Value : championSince;
        return spec.Schedule?.NextAfter(last) is { } next && next <= now
            ? (ScheduleTrigger, $"the schedule {spec.Schedule} has come", next)
            : (null, "", now);
    }

    /// <summary>
    /// The rows that came since the champion was trained or a retraining was tried: rows that were refused once are not new a second time.
    /// </summary>
    private static long CountNewRows(StoredSpec champion, RetrainState state, IReadOnlyList<ModelDataStep> data)
    {
        long count = 0;
        for (int i = data.Count - 1; i >= 0; i--)
        {
            if (data[i].Version == champion.Manifest.Lineage.DatasetVersion || data[i].Version == state.LastDataset)
            {
                break;
            }

            count += data[i].AddedRows;
        }

        return count;
    }

    private static string Word(RetrainTrigger trigger) => JsonNamingPolicy.CamelCase.ConvertName(trigger.ToString());
}
