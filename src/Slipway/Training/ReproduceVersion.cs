using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Slipway.Datasets;
using Slipway.Learning.Results;
using Slipway.Learning.Search;
using Slipway.Learning.Training;
using Slipway.Projects;
using Slipway.Registry;

namespace Slipway.Training;

/// <summary>
/// Trains a registered version again from what is stored of it, the spec, the dataset version and the recorded number of trials, and
/// compares. Replays exactly the trials of the run, also where a time limit ended its search. Writes nothing. Thread-safe.
/// </summary>
public sealed class ReproduceVersion(
    DatasetStore datasets, RunStore runs, ModelRegistry registry, IReadOnlyList<ITrainer> trainers, TimeProvider clock)
{
    private const int MaxListedTrials = 5;

    /// <summary>Trains and compares.</summary>
    /// <param name="model">The model.</param>
    /// <param name="reference">A version number or an alias.</param>
    /// <param name="threads">How many threads to use, at least 1. The outcome is the same for any number.</param>
    /// <param name="progress">Hears how far it has come; may be null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>
    /// What differs, if anything; or why the version cannot be trained again: <c>registry.*</c>, <c>reproduce.runMissing</c>,
    /// <c>data.*</c>, <c>train.trainerMissing</c>, <c>split.*</c>, <c>search.*</c>, or the problems of a spec that does not read.
    /// </returns>
    public async Task<Result<Reproduction>> HandleAsync(
        ModelName model, string reference, int threads, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var recorded = await ReadAsync(model, reference, cancellationToken);
        if (!recorded.TryGetValue(out var known))
        {
            return Result<Reproduction>.Failure(recorded.Problems);
        }

        var steps = new StepReporter(model, known.Run.Trials.Count, progress);
        steps.Report("reading data");
        var chosen = TrainerChoice.Choose(known.Spec, trainers);
        var read = await DatasetLoader.LoadAsync(datasets, known.Run.Lineage.DatasetVersion, known.Spec, cancellationToken);
        if (!chosen.IsSuccess || !read.IsSuccess)
        {
            return Result<Reproduction>.Failure([.. chosen.Problems, .. read.Problems]);
        }

        var built = TrainingDataBuilder.Build(known.Spec, read.Value.Table);
        var held = built.TryGetValue(out var data) ? HeldOutRows.Of(known.Spec, data) : Result<HeldOutRows>.Failure(built.Problems);
        if (!held.TryGetValue(out var rows))
        {
            return Result<Reproduction>.Failure(held.Problems);
        }

        var searching = ModelFitting.Search(
            known.Spec, rows, chosen.Value, known.Run.Trials.Count, null, threads, steps, clock, cancellationToken);
        if (!searching.TryGetValue(out var search))
        {
            return Result<Reproduction>.Failure(searching.Problems);
        }

        steps.Report("fitting");
        byte[] onnx = ModelFitting.Fit(known.Spec, rows, chosen.Value, search.Plan, threads, cancellationToken).ToOnnx();
        steps.Report(TrainingProgress.Finished);
        List<string> differences = [.. DifferencesOf(known.Run, search), .. DifferencesOf(known.Onnx.Span, onnx)];
        if (differences.Count > 0)
        {
            differences.AddRange(DifferencesOf(known.Run.Environment, RunEnvironment.Capture()));
        }

        return new Reproduction(model, known.Version, known.Run.Id, search.Trials.Count, Convert.ToHexStringLower(SHA256.HashData(onnx)), differences);
    }

    private async Task<Result<Recorded>> ReadAsync(ModelName model, string reference, CancellationToken cancellationToken)
    {
        var resolved = await registry.ResolveAsync(model, reference, cancellationToken);
        if (!resolved.TryGetValue(out int version))
        {
            return Result<Recorded>.Failure(resolved.Problems);
        }

        var manifest = await registry.GetManifestAsync(model, version, cancellationToken);
        var text = await registry.ReadFileAsync(model, version, VersionFile.Spec, cancellationToken);
        var onnx = await registry.ReadOnnxAsync(model, version, cancellationToken);
        if (!manifest.IsSuccess || !text.IsSuccess || !onnx.IsSuccess)
        {
            return Result<Recorded>.Failure([.. manifest.Problems, .. text.Problems, .. onnx.Problems]);
        }

        var spec = SpecReader.Read(Encoding.UTF8.GetString(text.Value.Span), $"{model}@{version}/model.yaml");
        if (!spec.IsSuccess)
        {
            return Result<Recorded>.Failure(spec.Problems);
        }

        string runId = manifest.Value.Lineage.RunId;
        return await runs.FindAsync(model, runId, cancellationToken) is { Trials.Count: > 0 } run
            ? new Recorded(version, spec.Value, run, onnx.Value)
            : new Problem(
                "reproduce.runMissing",
                $"The store has no trials of run {runId}, which registered {model}@{version}, so they cannot be replayed. Restore the run from a backup.");
    }

    private static IEnumerable<string> DifferencesOf(TrainingRun run, SearchResult search)
    {
        if (run.Trials.Count != search.Trials.Count)
        {
            yield return $"{run.Trials.Count} trials were recorded; {search.Trials.Count} ran now.";
        }

        var different = run.Trials.Zip(search.Trials).Where(pair => !IsSame(pair.First, pair.Second)).ToList();
        foreach (var (then, now) in different.Take(MaxListedTrials))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Trial {then.Number} was {then.Trainer} with {run.SearchMetric} {then.Score:R}; it is {now.Trainer} with {now.Score:R} now.");
        }

        if (different.Count > MaxListedTrials)
        {
            yield return $"{different.Count - MaxListedTrials} more trials differ.";
        }

        if (run.Best is { } best && best.Number != search.Best.Number)
        {
            yield return $"Trial {best.Number} was the best; it is trial {search.Best.Number} now.";
        }
    }

    private static bool IsSame(Trial then, Trial now) => then.Trainer == now.Trainer
        && then.Status == now.Status
        && Equals(then.Score, now.Score)
        && then.Parameters.Count == now.Parameters.Count
        && then.Parameters.All(p => now.Parameters.TryGetValue(p.Key, out double value) && value.Equals(p.Value));

    private static IEnumerable<string> DifferencesOf(ReadOnlySpan<byte> then, byte[] now)
    {
        int same = then.CommonPrefixLength(now);
        return same == then.Length && same == now.Length
            ? []
            :
            [
                $"model.onnx differs from byte {same} on: {then.Length} bytes with SHA-256 {Convert.ToHexStringLower(SHA256.HashData(then))} are "
                + $"registered; {now.Length} bytes with {Convert.ToHexStringLower(SHA256.HashData(now))} came out now.",
            ];
    }

    private static IEnumerable<string> DifferencesOf(RunEnvironment then, RunEnvironment now)
    {
        if ((then.Runtime, then.OperatingSystem) != (now.Runtime, now.OperatingSystem))
        {
            yield return $"It was trained on {then.Runtime}, {then.OperatingSystem}; this is {now.Runtime}, {now.OperatingSystem}.";
        }

        foreach (var (name, version) in then.Packages)
        {
            if (now.Packages.GetValueOrDefault(name) is var current && current != version)
            {
                yield return $"It was trained with {name} {version}; this is {current ?? "without it"}.";
            }
        }
    }

    private sealed record Recorded(int Version, ModelSpec Spec, TrainingRun Run, ReadOnlyMemory<byte> Onnx);
}
