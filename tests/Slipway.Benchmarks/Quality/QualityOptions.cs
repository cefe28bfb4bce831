using System.Globalization;
using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Search;
using Slipway.Learning.Training;
using Slipway.Projects;

namespace Slipway.Benchmarks.Quality;

/// <summary>What a measurement of quality changes of the search that a spec without any settings does.</summary>
internal sealed class QualityOptions
{
    private readonly string[] _arguments;
    private readonly TrainSpec _spec = new();
    private readonly ITrainer[] _trainers;

    public QualityOptions(string[] arguments)
    {
        _arguments = arguments;
        string[] named = [.. arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
        var wanted = named.Length > 0 ? named : _spec.Trainers;
        _trainers = [.. BuiltInTrainers.All.Where(trainer => wanted.Contains(trainer.Name))];
    }

    public IReadOnlyList<ITrainer> TrainersFor(LearningTask task) => [.. _trainers.Where(trainer => trainer.Supports(task))];

    public IReadOnlyList<string> Ignored => Find("ignore")?.Split(',') ?? [];

    public SearchOptions Search(int seed) => new()
    {
        Trials = Number("trials") ?? _spec.Search.Trials,
        MaxTime = TimeSpan.FromSeconds(Number("seconds") ?? _spec.Search.MaxSeconds),
        Folds = Number("folds") ?? _spec.Search.Folds,
        Seed = seed,
        Threads = Environment.ProcessorCount,
        Calibration = _spec.Calibrate,
        Ensemble = _spec.Ensemble || _arguments.Contains("--ensemble"),
    };

    /// <summary>The seeds to search with, one after the other.</summary>
    public IReadOnlyList<int> Seeds => [.. Enumerable.Range(42, Number("seeds") ?? 1)];

    private int? Number(string name) => Find(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private string? Find(string name)
    {
        string start = $"--{name}=";
        return Array.Find(_arguments, argument => argument.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
    }
}
