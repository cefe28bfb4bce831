using System.Diagnostics;
using System.Globalization;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;
using Slipway.Learning.Search;
using Slipway.Learning.Splitting;
using Slipway.Learning.Training;

namespace Slipway.Benchmarks.Quality;

/// <summary>How good the model is that the search of a spec without any settings finds, on rows that it has not seen.</summary>
internal static class QualityRun
{
    /// <summary>The seed of the first of several splits.</summary>
    private const int FirstSplit = 1000;

    /// <summary>On one split, made before; the label is the column target.</summary>
    public static async Task<int> RunAsync(string trainCsv, string testCsv, string[] arguments)
    {
        var options = new QualityOptions(arguments);
        var (rows, counts) = await QualityTable.ReadAsync("target", options.Ignored, trainCsv, testCsv);
        var train = rows.Take([.. Enumerable.Range(0, counts[0])]);
        var test = rows.Take([.. Enumerable.Range(counts[0], counts[1])]);
        string name = Path.GetFileNameWithoutExtension(trainCsv).Replace("_train", "", StringComparison.Ordinal);
        foreach (int seed in options.Seeds)
        {
            Measure($"{name} seed {seed}", train, test, options.Search(seed), options.TrainersFor(rows.Schema.Task));
        }

        return 0;
    }

    /// <summary>On several random splits of one file, a fifth held out: what the accidents of a single one hide.</summary>
    public static async Task<int> RunSplitsAsync(string csv, string label, int splits, string[] arguments)
    {
        var options = new QualityOptions(arguments);
        var (rows, _) = await QualityTable.ReadAsync(label, options.Ignored, csv);
        var sums = new Dictionary<string, List<double>>();
        for (int seed = FirstSplit; seed < FirstSplit + splits; seed++)
        {
            var split = (rows.Schema.Task == LearningTask.Regression
                ? HoldOut.Random(rows.RowCount, 0.2, seed)
                : HoldOut.Stratified(rows.Targets, 0.2, seed)).Value;
            string name = $"{Path.GetFileNameWithoutExtension(csv)} split {seed - FirstSplit}";
            var metrics = Measure(name, rows.Take(split.TrainRows), rows.Take(split.TestRows), options.Search(seed), options.TrainersFor(rows.Schema.Task));
            foreach (var (metric, value) in metrics)
            {
                sums.TryAdd(metric, []);
                sums[metric].Add(value);
            }
        }

        Console.WriteLine($"{Path.GetFileNameWithoutExtension(csv)} mean of {splits} splits: {Words(sums.ToDictionary(pair => pair.Key, pair => pair.Value.Average()))}");
        return 0;
    }

    private static Dictionary<string, double> Measure(
        string name, TrainingSet train, TrainingSet test, SearchOptions options, IReadOnlyList<ITrainer> trainers)
    {
        var busyBefore = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        var found = ModelSearch.Run(train, null, trainers, options, null, TimeProvider.System, CancellationToken.None).Value;
        var model = found.Plan.Fit(trainers, train, new TrainerOptions(options.Seed, options.Threads), CancellationToken.None);
        double took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double busy = (Process.GetCurrentProcess().TotalProcessorTime - busyBefore).TotalSeconds;

        var predictions = new float[test.RowCount * model.OutputWidth];
        model.Predict(test.Features, predictions);
        var metrics = Evaluator.ScoreAll(test.Schema.Task, test.Schema.Classes, test.Targets, predictions);
        metrics = metrics.Where(metric => metric.Key is "accuracy" or "auc" or "logLoss" or "rmse" or "r2").ToDictionary();
        var members = found.Plan.Members.Select(member => $"{member.Trial.Trainer}#{member.Trial.Number}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {Words(metrics)} seconds={took:F1} processor={busy:F1} trials={found.Trials.Count} completed={found.CompletedTrials} "
            + $"model={string.Join('+', members)} calibration={found.Plan.Calibration?.Method.ToString() ?? "none"} cv={found.Best.Score:F4}"));
        foreach (var byTrainer in found.Trials.Where(trial => trial.Score is not null).GroupBy(trial => trial.Trainer))
        {
            var best = byTrainer.First(trial => trial.Score == Metrics.Get(found.Metric, test.Schema.Task).BestFirst(byTrainer, t => t.Score!.Value).First().Score);
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {best.Trainer} #{best.Number} {best.Score:F4} of {byTrainer.Count()}, {byTrainer.Sum(t => t.Duration.TotalSeconds):F1} s: "
                + $"{string.Join(" ", best.Parameters.Select(p => $"{p.Key}={p.Value:G4}"))}"));
        }

        foreach (string note in found.Notes)
        {
            Console.Error.WriteLine("  " + note);
        }

        return new Dictionary<string, double>(metrics);
    }

    private static string Words(IReadOnlyDictionary<string, double> metrics) =>
        string.Join(' ', metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Key}={metric.Value:G5}")));
}
