using System.Globalization;
using Slipway.Alerts;
using Slipway.Audit;
using Slipway.Datasets;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Rollouts;
using Slipway.Scheduling;
using Slipway.Storage;
using Slipway.Telemetry;
using Slipway.Training;

namespace Slipway.Retraining;

/// <summary>
/// Trains a model again, from the spec of its champion and its latest dataset version; no project folder is needed. The same gate decides,
/// and
/// then the version becomes champion or challenger, as the spec says. Recorded in the run, the audit record, the alerts and the metrics.
/// One
/// process at a time retrains a model. Thread-safe.
/// </summary>
public sealed class RetrainModel(
    IObjectStore store,
    DatasetStore datasets,
    ChampionSpecs specs,
    TrainModel trainer,
    AddFeedbackRows feedback,
    RetrainStates states,
    StartRollout rollouts,
    AuditLog audit,
    AlertDesk alerts,
    SlipwayMetrics metrics,
    TimeProvider time)
{
    /// <summary>The trigger of a retraining that a person asks for.</summary>
    public const string ManualTrigger = "manual";

    private const string AlertSubject = "retraining";

    /// <summary>Retrains now, whatever the rules and the cool-down say.</summary>
    /// <param name="model">The model, which has a champion.</param>
    /// <param name="trigger">What causes it: <see cref="ManualTrigger"/>, <c>schedule</c>, or the name of a
    /// <see cref="RetrainTrigger"/>.</param>
    /// <param name="detail">Why, in words.</param>
    /// <param name="actor">Who, for the run and the audit record.</param>
    /// <param name="threads">How many threads to use, at least 1.</param>
    /// <param name="progress">Hears how far it has come; may be null.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <returns>
    /// The run, also one that failed or was refused; or <c>registry.modelNotFound</c>, <c>registry.aliasNotFound</c>,
    /// <c>retrain.running</c>, or
    /// the problems of a stored spec that does not read.
    /// </returns>
    public async Task<Result<TrainingRun>> HandleAsync(
        ModelName model,
        string trigger,
        string detail,
        string actor,
        int threads,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var found = await specs.GetAsync(model, cancellationToken);
        if (!found.TryGetValue(out var champion))
        {
            return Result<TrainingRun>.Failure(found.Problems);
        }

        TrainingRun? run = null;
        var outcome = await LeasedWork.TryRunAsync(
            store,
            new ObjectPath("reports", $"_locks/retrain/{model}"),
            time,
            async token => run = await TrainAsync(champion, trigger, detail, actor, threads, progress, token),
            cancellationToken);
        return outcome == LeaseOutcome.Done
            ? run!
            : new Problem("retrain.running", $"Model {model} is being retrained by another process. Its run will show with 'slipway runs list'.");
    }

    /// <summary>Records for how long a retraining of the model is awaited.</summary>
    internal void Measure(RetrainDecision decision)
    {
        var overdue = time.GetUtcNow() - decision.AwaitedSince;
        metrics.RecordOverdue(decision.Model, overdue > TimeSpan.Zero ? overdue.Value : TimeSpan.Zero);
    }

    private async Task<TrainingRun> TrainAsync(
        StoredSpec champion,
        string trigger,
        string detail,
        string actor,
        int threads,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var model = champion.Spec.Name;
        await feedback.HandleAsync(champion, cancellationToken);
        var latest = (await datasets.Models.FindAsync(model, cancellationToken))?.Value.Latest;

        // Before the training: a process that dies in the middle of it must not come back to it at once, again and again.
        await states.ChangeAsync(
            model,
            state => state with
            {
                LastStart = time.GetUtcNow(),
                LastRun = null,
                LastStatus = RunStatus.Running,
                LastTrigger = trigger,
                LastDataset = latest?.Version,
            },
            cancellationToken);
        var command = new TrainModelCommand(
            champion.Spec,
            champion.Text,
            SpecHash.Compute(champion.Text),
            latest?.Version ?? champion.Manifest.Lineage.DatasetVersion,
            champion.Manifest.Lineage.Commit,
            actor,
            threads)
        {
            Alias = champion.Spec.Retrain.Promote == RetrainPromotion.Champion ? "champion" : "challenger",
            Trigger = $"{trigger}: {detail}",
        };
        var run = await trainer.HandleAsync(command, progress, cancellationToken);
        await states.ChangeAsync(
            model, state => state with { Marks = [], LastRun = run.Id, LastStatus = run.Status }, cancellationToken);
        string rollout = await StartCanaryAsync(champion, run, cancellationToken);
        await RecordAsync(champion, run, trigger, rollout, cancellationToken);
        await TellAsync(run, cancellationToken);
        return run;
    }

    /// <summary>Starts the canary that the spec asks for.</summary>
    /// <returns>What became of it, for the audit record; empty where none is asked for.</returns>
    private async Task<string> StartCanaryAsync(StoredSpec champion, TrainingRun run, CancellationToken cancellationToken)
    {
        if (champion.Spec.Retrain.Promote != RetrainPromotion.Canary || run is not { Status: RunStatus.Succeeded, Version: { } version }
            || version == champion.Manifest.Version)
        {
            return "";
        }

        var command = new StartRolloutCommand(run.Model, new RolloutSpec { Version = version }, $"Run {run.Id} retrained the model.", run.Actor);
        var started = await rollouts.HandleAsync(command, cancellationToken);
        return started.TryGetValue(out var rollout)
            ? $" Its canary is rollout {rollout.Id}."
            : $" Its canary could not start: {string.Join(" ", started.Problems.Select(p => p.Message))}";
    }

    private async Task RecordAsync(
        StoredSpec champion, TrainingRun run, string trigger, string rollout, CancellationToken cancellationToken)
    {
        metrics.CountRetraining(run.Model, trigger, run.Status.ToString().ToLowerInvariant());
        var head = await audit.GetHeadAsync(cancellationToken);
        var entry = new AuditEntry
        {
            Id = $"retrain/{run.Model}/{run.Id}",
            Time = time.GetUtcNow(),
            Actor = run.Actor,
            Action = AuditActions.ModelRetrained,
            Model = run.Model.Value,
            Subject = $"run {run.Id}",
            From = champion.Manifest.Version.ToString(CultureInfo.InvariantCulture),
            To = run.Version?.ToString(CultureInfo.InvariantCulture),
            Reason = $"{run.Trigger}. {Describe(run)}{rollout}",
        };
        await audit.AppendAsync(entry, head.Sequence, cancellationToken);
    }

    private async Task TellAsync(TrainingRun run, CancellationToken cancellationToken)
    {
        await RaiseOrResolveAsync(AlertKind.RetrainFailed, AlertSeverity.Critical, run.Status == RunStatus.Failed, run, cancellationToken);
        await RaiseOrResolveAsync(AlertKind.GateRefused, AlertSeverity.Warning, run.Status == RunStatus.Refused, run, cancellationToken);
    }

    private async Task RaiseOrResolveAsync(
        AlertKind kind, AlertSeverity severity, bool holds, TrainingRun run, CancellationToken cancellationToken)
    {
        if (holds)
        {
            string title = kind == AlertKind.RetrainFailed ? $"Retraining {run.Model} failed" : $"The gate refused the retrained {run.Model}";
            await alerts.RaiseAsync(
                new AlertCondition(kind, run.Model, AlertSubject, severity, title, $"Run {run.Id}, {run.Trigger}. {Describe(run)}"), cancellationToken);
        }
        else
        {
            await alerts.ResolveAsync(kind, run.Model, AlertSubject, cancellationToken);
        }
    }

    private static string Describe(TrainingRun run) => run.Status switch
    {
        RunStatus.Succeeded => $"The gate passed; version {run.Version} is registered.",
        RunStatus.Refused => "The gate refused it: " + string.Join(
            "; ", run.Gate.Where(line => !line.Holds).Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Rule}, but it is {line.Value:0.####}{Versus(line)}"))) + ". The champion stays.",
        _ => $"It did not train: {string.Join(" ", run.Problems.Select(p => p.Message))}",
    };

    private static string Versus(GateLine line) =>
        line.Champion is { } champion ? string.Create(CultureInfo.InvariantCulture, $" and the champion's {champion:0.####}") : "";
}
