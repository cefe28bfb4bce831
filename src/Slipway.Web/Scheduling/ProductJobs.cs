using Slipway.Datasets;
using Slipway.Monitoring;
using Slipway.Retraining;
using Slipway.Rollouts;
using Slipway.Scheduling;

namespace Slipway.Web.Scheduling;

/// <summary>The jobs of the product. The standalone server runs them by their schedules, the Functions app when its timers fire.</summary>
public sealed class ProductJobs(
    IngestTrainingFile ingest, MonitorModel monitor, RetrainDue retrain, AdvanceRollouts rollouts, SlipwayWebOptions options)
{
    /// <summary>Takes what is in <c>training/</c>.</summary>
    public ScheduledJob Ingest { get; } =
        new("ingest-training", JobSchedule.Every(TimeSpan.FromSeconds(30)), token => ingest.HandleAllAsync(token));

    /// <summary>Moves rollouts on.</summary>
    public ScheduledJob Rollout { get; } =
        new("rollout", JobSchedule.Every(TimeSpan.FromSeconds(5)), token => rollouts.HandleAllAsync(token));

    /// <summary>Looks at windows of logged predictions.</summary>
    public ScheduledJob Monitor { get; } =
        new("monitor", JobSchedule.Every(TimeSpan.FromMinutes(5)), token => monitor.HandleAllAsync(again: false, token));

    /// <summary>Retrains what is due. A model's own schedule is looked at here, so this is how late a retraining may begin.</summary>
    public ScheduledJob Retrain { get; } =
        new("retrain", JobSchedule.Every(TimeSpan.FromMinutes(15)), token => retrain.HandleAsync(options.RetrainThreads, token));

    /// <summary>All of them.</summary>
    public IReadOnlyList<ScheduledJob> All => [Ingest, Rollout, Monitor, Retrain];
}
