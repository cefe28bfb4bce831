using System.Security.Cryptography;
using System.Text;
using Slipway.Datasets;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Explaining;
using Slipway.Learning.Performance;
using Slipway.Learning.Results;
using Slipway.Learning.Search;
using Slipway.Learning.Training;
using Slipway.Monitoring;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Serving;
using Slipway.Telemetry;

namespace Slipway.Training;

/// <summary>
/// Trains a model on a dataset version: validates, splits, searches, fits, evaluates the exported model on the held-out rows, asks the
/// gate, registers. Everything is recorded in a run, also when it fails. Thread-safe.
/// </summary>
public sealed class TrainModel(
    DatasetStore datasets, RunStore runs, ModelRegistry registry, IReadOnlyList<ITrainer> trainers, TimeProvider clock, Func<string> newId)
{
    /// <summary>Trains.</summary>
    /// <param name="command">What to train, on what.</param>
    /// <param name="progress">Hears how far it has come; may be null.</param>
    /// <param name="cancellationToken">Stops the training; the run is then recorded as cancelled.</param>
    /// <returns>
    /// The finished run, also when it failed or the gate refused its model: <see cref="TrainingRun.Status"/> tells, and
    /// <see cref="TrainingRun.Problems"/> why.
    /// </returns>
    public async Task<TrainingRun> HandleAsync(
        TrainModelCommand command, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        using var activity = SlipwayActivities.StartTrain(command.Spec.Name);
        var run = NewRun(command);
        long start = clock.GetTimestamp();
        await runs.SaveAsync(run, cancellationToken);
        try
        {
            await runs.SaveArtifactAsync(run, "model.yaml", Encoding.UTF8.GetBytes(command.SpecText), cancellationToken);
            var steps = new StepReporter(run.Model, command.Spec.Train.Search.Trials, progress);
            run = await TrainAsync(command, run, steps, cancellationToken);
            steps.Report(TrainingProgress.Finished);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run = run with { Status = RunStatus.Cancelled };
            await SaveEndAsync(run, start, CancellationToken.None);
            throw;
        }
        catch (Exception)
        {
            // The reason goes up to the host; the run must not look as if it still went on.
            var problem = new Problem("train.unexpected", "The training broke off unexpectedly. The log of the process that trained says why.");
            await SaveEndAsync(run with { Status = RunStatus.Failed, Problems = [problem] }, start, CancellationToken.None);
            throw;
        }

        return await SaveEndAsync(run, start, cancellationToken);
    }

    private TrainingRun NewRun(TrainModelCommand command)
    {
        var startedAt = clock.GetUtcNow();
        string id = $"{startedAt:yyyyMMdd'T'HHmmssfff}-{newId()}";
        return new TrainingRun
        {
            Id = id,
            Model = command.Spec.Name,
            Status = RunStatus.Running,
            Actor = command.Actor,
            Trigger = command.Trigger,
            StartedAt = startedAt,
            Lineage = new Lineage(id, command.DatasetVersion, command.SpecHash, command.Commit),
            Seed = command.Spec.Split.Seed,
            SearchMetric = command.Spec.SearchMetric,
            Environment = RunEnvironment.Capture(),
        };
    }

    private async Task<TrainingRun> SaveEndAsync(TrainingRun run, long start, CancellationToken cancellationToken)
    {
        run = run with { DurationInSeconds = Math.Round(clock.GetElapsedTime(start).TotalSeconds, 3) };
        await runs.SaveAsync(run, cancellationToken);
        return run;
    }

    private async Task<TrainingRun> TrainAsync(
        TrainModelCommand command, TrainingRun run, StepReporter steps, CancellationToken cancellationToken)
    {
        var spec = command.Spec;
        var chosen = TrainerChoice.Choose(spec, trainers);
        steps.Report("reading data");
        var read = command.Prepared?.Dataset ?? await DatasetLoader.LoadAsync(datasets, command.DatasetVersion, spec, cancellationToken);
        if (!chosen.IsSuccess || !read.IsSuccess)
        {
            return run with { Status = RunStatus.Failed, Problems = [.. chosen.Problems, .. read.Problems] };
        }

        var built = command.Prepared?.Rows ?? TrainingDataBuilder.Build(spec, read.Value.Table);
        if (!built.TryGetValue(out var data))
        {
            return run with { Status = RunStatus.Failed, Problems = built.Problems, Warnings = read.Value.Warnings };
        }

        var splitting = HeldOutRows.Of(spec, data);
        if (!splitting.TryGetValue(out var rows))
        {
            return run with { Status = RunStatus.Failed, Problems = splitting.Problems, Warnings = read.Value.Warnings };
        }

        var (train, _, test) = rows;
        run = run with
        {
            Rows = new RunRows(read.Value.MalformedRows, train.RowCount, test.RowCount)
            {
                Total = read.Value.MalformedRows + read.Value.Table.RowCount,
            },
            Warnings = [.. read.Value.Warnings, .. data.Warnings],
        };
        await runs.SaveAsync(run, cancellationToken);

        var limit = TimeSpan.FromSeconds(spec.Train.Search.MaxSeconds);
        var searching = ModelFitting.Search(
            spec, rows, chosen.Value, spec.Train.Search.Trials, limit, command.Threads, steps, clock, cancellationToken);
        if (!searching.TryGetValue(out var search))
        {
            return run with { Status = RunStatus.Failed, Problems = searching.Problems };
        }

        var best = search.Best;
        run = run with
        {
            Folds = search.FoldCount,
            Trials = search.Trials,
            Best = best,
            Ensemble = search.Plan.Members.Count > 1
                ? search.Plan.Members.ToDictionary(member => $"trial {member.Trial.Number} ({member.Trial.Trainer})", member => member.Weight)
                : null,
            Calibration = search.Plan.Calibration?.Method,
            EndedByTime = search.EndedByTime,
            Warnings = [.. run.Warnings, .. search.Notes.Select(note => new Problem("search.note", note))],
        };

        steps.Report("fitting");
        var model = ModelFitting.Fit(spec, rows, chosen.Value, search.Plan, command.Threads, cancellationToken);
        byte[] onnx = model.ToOnnx();
        run = run with { OnnxSha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)), FeatureImportance = model.FeatureImportance };
        await runs.SaveArtifactAsync(run, "model.onnx", onnx, cancellationToken);

        steps.Report("evaluating");
        var predictions = Predict(ModelPredictor.Load(train.Schema, onnx).Value, test);
        var evaluation = Evaluate(test, predictions);
        run = run with
        {
            PermutationImportance = PermutationImportance.Measure(
                model, test, Metrics.Get(run.SearchMetric, spec.Task), new TrainerOptions(run.Seed, command.Threads), cancellationToken),
        };
        var champion = await EvaluateChampionAsync(spec, test, cancellationToken);
        var gate = Gate.Check(spec.Gate, spec.Task, evaluation.Metrics, champion?.Metrics);
        run = run with { Evaluation = evaluation, Champion = champion, Gate = gate };
        if (!gate.All(line => line.Holds))
        {
            return run with { Status = RunStatus.Refused };
        }

        steps.Report("registering");
        await runs.SaveAsync(run, cancellationToken);
        return await RegisterAsync(command, run, best, onnx, train, test, predictions, cancellationToken);
    }

    private async Task<ChampionComparison?> EvaluateChampionAsync(
        ModelSpec spec, TrainingSet test, CancellationToken cancellationToken)
    {
        var resolved = await registry.ResolveAsync(spec.Name, "champion", cancellationToken);
        if (!resolved.TryGetValue(out int version))
        {
            return null;
        }

        var manifest = (await registry.GetManifestAsync(spec.Name, version, cancellationToken)).Value;

        // A champion of another shape cannot answer these rows; then what it reached on its own test rows is the best there is.
        var onnx = await registry.ReadOnnxAsync(spec.Name, version, cancellationToken);
        bool canAnswer = TableRows.CanFeed(manifest.Schema, test.Features) && manifest.Schema.Classes.SequenceEqual(test.Schema.Classes);
        return onnx.IsSuccess && canAnswer && ModelPredictor.Load(manifest.Schema, onnx.Value.Span).TryGetValue(out var champion)
            ? new ChampionComparison(version, Evaluate(test, Predict(champion, test)).Metrics, OnSameRows: true)
            : new ChampionComparison(version, manifest.Metrics, OnSameRows: false);
    }

    // Of the exported model, by the code that serves it: what is measured is what will answer.
    private static Predictions Predict(ModelPredictor predictor, TrainingSet rows) =>
        predictor.Predict(TableRows.ToBatch(predictor.Schema, rows.Features));

    private static ModelEvaluation Evaluate(TrainingSet rows, Predictions predictions) =>
        Evaluator.Evaluate(rows.Schema.Task, rows.Schema.Classes, rows.Targets, predictions.Values);

    private async Task<TrainingRun> RegisterAsync(
        TrainModelCommand command,
        TrainingRun run,
        Trial best,
        byte[] onnx,
        TrainingSet train,
        TrainingSet test,
        Predictions predictions,
        CancellationToken cancellationToken)
    {
        var spec = command.Spec;
        var performance = new PerformanceReferenceOptions { Seed = spec.Split.Seed, HasConsecutiveChunks = spec.Data.Time is not null };
        var reference = ReferenceProfile.Fit(train.Features, test, predictions.Values, performance, cancellationToken);
        var registered = await registry.RegisterAsync(
            new ModelCandidate
            {
                Model = run.Model,
                Onnx = onnx,
                Schema = train.Schema,
                Trainer = run.Ensemble is null ? best.Trainer : "ensemble",
                Parameters = run.Ensemble ?? best.Parameters,
                Metrics = run.Evaluation!.Metrics,
                Confusion = run.Evaluation.Confusion,
                FeatureImportance = run.FeatureImportance,
                SearchMetric = run.SearchMetric,
                PermutationImportance = run.PermutationImportance,
                TrainingRows = train.RowCount,
                TestRows = test.RowCount,
                Lineage = run.Lineage,
                ReferenceProfile = reference.Serialize(),
                SpecText = command.SpecText,
            },
            command.Actor,
            cancellationToken);
        if (!registered.TryGetValue(out var manifest))
        {
            return run with { Status = RunStatus.Failed, Problems = registered.Problems };
        }

        await datasets.Models.RecordTrainedAsync(
            run.Model, run.Lineage.DatasetVersion, run.Rows!.Total, $"run {run.Id}", cancellationToken);
        if (command.Promote)
        {
            string reason = command.Trigger is { } trigger ? $"Retrained: {trigger}. The gate passed run {run.Id}." : $"The gate passed run {run.Id}.";
            var promoted = await registry.PromoteAsync(
                run.Model, manifest.Version, command.Alias, reason, command.Actor, null, cancellationToken);
            if (!promoted.IsSuccess)
            {
                return run with { Status = RunStatus.Failed, Version = manifest.Version, Problems = promoted.Problems };
            }
        }

        return run with { Status = RunStatus.Succeeded, Version = manifest.Version };
    }
}
