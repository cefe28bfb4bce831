using Slipway.Datasets;
using Slipway.Monitoring;
using Slipway.Retraining;
using Slipway.Rollouts;
using Slipway.Scheduling;

namespace Slipway.Web.Scheduling;

/// <summary>The jobs of the product; the timers and blob triggers of the Functions app call the same handlers.</summary>
internal sealed class ProductJobs(
    IngestTrainingFile ingest, MonitorModel monitor, RetrainDue retrain, AdvanceRollouts rollouts, SlipwayWebOptions options)
{
    public IReadOnlyList<ScheduledJob> All { get; } =
    [
        new("ingest-training", JobSchedule.Every(TimeSpan.FromSeconds(30)), token => ingest.HandleAllAsync(token)),
        new("rollout", JobSchedule.Every(TimeSpan.FromSeconds(5)), token => rollouts.HandleAllAsync(token)),
        new("monitor", JobSchedule.Every(TimeSpan.FromMinutes(5)), token => monitor.HandleAllAsync(again: false, token)),

        // A model's own schedule is looked at here, so this is how late a retraining may begin.
        new("retrain", JobSchedule.Every(TimeSpan.FromMinutes(15)), token => retrain.HandleAsync(options.RetrainThreads, token)),
    ];
}
