using System.Diagnostics;
using System.Globalization;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Splitting;
using Slipway.Learning.Training;

namespace Slipway.Benchmarks.Quality;

/// <summary>
/// What settings of a trainer reach by cross-validation on one file: how defaults are decided, without a look at rows held out.
/// </summary>
internal static class SettingsRun
{
    /// <summary>The first fold split; repetitions take the next.</summary>
    private const int FirstSeed = 2000;

    /// <summary>
    /// Tries each combination of the given values, such as <c>l2=0|1</c>, on the same folds. A line each: the metric's mean, and by how much
    /// it is worse than the first combination, with the standard error over folds.
    /// </summary>
    public static async Task<int> RunAsync(string csv, string label, int repetitions, string trainerName, string[] settings)
    {
        string[] ignored = [.. settings.Where(setting => setting.StartsWith("--ignore=", StringComparison.Ordinal)).SelectMany(s => s[9..].Split(','))];
        var (rows, _) = await QualityTable.ReadAsync(label, ignored, csv);
        var trainer = BuiltInTrainers.All.Single(candidate => candidate.Name == trainerName);
        var metric = Metrics.DefaultFor(rows.Schema.Task);
        DataSplit[] folds = [.. Enumerable.Range(FirstSeed, repetitions).SelectMany(seed => (rows.Schema.Task == LearningTask.Regression
            ? CrossValidation.Random(rows.RowCount, 5, seed)
            : CrossValidation.Stratified(rows.Targets, 5, seed)).Value.Folds)];
        IReadOnlyList<Dictionary<string, double>> combinations =
            Combine([.. settings.Where(setting => !setting.StartsWith("--", StringComparison.Ordinal)).Select(setting => setting.Split('='))]);
        var scores = combinations.Select(_ => new double[folds.Length]).ToArray();
        var seconds = combinations.Select(_ => new double[folds.Length]).ToArray();
        Parallel.For(0, folds.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, fold =>
        {
            var test = rows.Take(folds[fold].TestRows);
            var session = trainer.Prepare(rows.Take(folds[fold].TrainRows), new TrainerOptions(42, 1));
            for (int i = 0; i < combinations.Count; i++)
            {
                long start = Stopwatch.GetTimestamp();
                var model = session.Train(new ParameterSet(combinations[i]), CancellationToken.None);
                seconds[i][fold] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                var predictions = new float[test.RowCount * model.OutputWidth];
                model.Predict(test.Features, predictions);
                scores[i][fold] = Evaluator.Score(metric.Name, test.Schema.Task, test.Schema.Classes, test.Targets, predictions) ?? double.NaN;
            }
        });
        for (int i = 0; i < combinations.Count; i++)
        {
            double[] losses = [.. scores[i].Zip(scores[0], (score, first) => metric.Loss(score, first))];
            double mean = losses.Average();
            double error = Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean)) / Math.Max(1, losses.Length - 1) / losses.Length);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileNameWithoutExtension(csv)} {trainerName} {metric.Name}={scores[i].Average():F5} worse by {mean:F5} ± {error:F5} "
                + $"seconds={seconds[i].Average():F2} {string.Join(' ', combinations[i].Select(pair => $"{pair.Key}={pair.Value}"))}"));
        }

        return 0;
    }

    private static List<Dictionary<string, double>> Combine(string[][] settings)
    {
        List<Dictionary<string, double>> combinations = [[]];
        foreach (string[] setting in settings)
        {
            combinations =
            [
                .. combinations.SelectMany(known => setting[1].Split('|').Select(value => new Dictionary<string, double>(known)
                {
                    [setting[0]] = double.Parse(value, CultureInfo.InvariantCulture),
                })),
            ];
        }

        return combinations;
    }
}
