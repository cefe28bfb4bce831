using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Alerts;
using Slipway.Datasets;
using Slipway.Monitoring;
using Slipway.Monitoring.Reports;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Telemetry;

namespace Slipway.Cli.CommandLine;

/// <summary>The half of the product that runs by itself, put together for a command that runs a piece of it now.</summary>
internal sealed class Automation : IDisposable
{
    private readonly SlipwayMetrics _metrics = new();
    private readonly WebhookChannel _webhook;

    public Automation(Workspace workspace)
    {
        var (store, clock) = (workspace.Store, Workspace.Clock);
        var options = new AlertOptions();
        _webhook = new WebhookChannel(
            options,
            Environment.GetEnvironmentVariable(AlertOptions.SecretVariable),
            clock,
            NullLogger<WebhookChannel>.Instance,
            Environment.GetEnvironmentVariable(AlertOptions.GitHubTokenVariable));
        Specs = new ChampionSpecs(workspace.Registry);
        AlertStore = new AlertStore(store);
        Alerts = new AlertDesk(AlertStore, Specs, [_webhook], options, _metrics, clock);
        var addRows = new AddRows(workspace.Datasets);
        Ingest = new IngestTrainingFile(store, addRows, Specs, Alerts, _metrics);
        var states = new RetrainStates(store, clock);
        var reader = new LoggedPredictionReader(store, clock);
        var reports = new WriteDriftReport(new MakeDriftReport(workspace.Registry, clock), new ReportStore(store));
        Monitor = new MonitorModel(store, workspace.Registry, Specs, reader, reports, states, Alerts, _metrics, clock, NullLogger<MonitorModel>.Instance);
        var feedback = new AddFeedbackRows(store, reader, workspace.Datasets, addRows, _metrics, clock);
        Retrain = new RetrainModel(
            store, workspace.Datasets, Specs, workspace.Trainer, feedback, states, workspace.Rollouts(Specs), workspace.Audit, Alerts, _metrics, clock);
        RetrainDue = new RetrainDue(workspace.Registry, workspace.Datasets, Specs, feedback, states, Retrain, clock);
    }

    public ChampionSpecs Specs { get; }

    public AlertStore AlertStore { get; }

    public AlertDesk Alerts { get; }

    public IngestTrainingFile Ingest { get; }

    public MonitorModel Monitor { get; }

    public RetrainModel Retrain { get; }

    public RetrainDue RetrainDue { get; }

    public void Dispose()
    {
        _webhook.Dispose();
        _metrics.Dispose();
    }
}
