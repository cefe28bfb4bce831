using System.Diagnostics;
using System.Globalization;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Search;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;
using Slipway.Projects;

namespace Slipway.Benchmarks;

/// <summary>How good the model is that the search of a spec without any settings finds; the label is the column target.</summary>
internal static class QualityRun
{
    private const string Label = "target";
    private const int Seed = 42;
    private const string Seconds = "--seconds=";

    public static async Task<int> RunAsync(string trainCsv, string testCsv, string[] arguments)
    {
        // Read as one table, so that both have the same types and words; nothing is fitted on the test rows.
        string[] trainLines = await File.ReadAllLinesAsync(trainCsv);
        string[] testLines = await File.ReadAllLinesAsync(testCsv);
        using var joined = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', trainLines.Concat(testLines.Skip(1)))));
        var table = TableReader.Read(joined, new TableReaderOptions(), CancellationToken.None).Value.Table;
        var all = ToSet(table);
        var train = all.Take([.. Enumerable.Range(0, trainLines.Length - 1)]);
        var test = all.Take([.. Enumerable.Range(trainLines.Length - 1, testLines.Length - 1)]);

        var spec = new TrainSpec();
        string[] named = [.. arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
        var trainers = BuiltInTrainers.All.Where(trainer => (named.Length > 0 ? named : spec.Trainers).Contains(trainer.Name)).ToList();
        string? limit = arguments.FirstOrDefault(argument => argument.StartsWith(Seconds, StringComparison.Ordinal));
        int seconds = limit is null ? spec.Search.MaxSeconds : int.Parse(limit[Seconds.Length..], CultureInfo.InvariantCulture);
        var options = new SearchOptions
        {
            Trials = spec.Search.Trials,
            MaxTime = TimeSpan.FromSeconds(seconds),
            Folds = spec.Search.Folds,
            Seed = Seed,
            Threads = Environment.ProcessorCount,
            Calibration = spec.Calibrate,
            Ensemble = spec.Ensemble || arguments.Contains("--ensemble"),
        };
        long start = Stopwatch.GetTimestamp();
        var found = ModelSearch.Run(train, null, trainers, options, null, TimeProvider.System, CancellationToken.None).Value;
        var model = found.Plan.Fit(trainers, train, new TrainerOptions(Seed, options.Threads), CancellationToken.None);
        double took = Stopwatch.GetElapsedTime(start).TotalSeconds;

        var members = found.Plan.Members.Select(member => $"{member.Trial.Trainer}#{member.Trial.Number}");
        var predictions = new float[test.RowCount * model.OutputWidth];
        model.Predict(test.Features, predictions);
        var metrics = Evaluator.ScoreAll(test.Schema.Task, test.Schema.Classes, test.Targets, predictions);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileNameWithoutExtension(trainCsv).Replace("_train", ""),-14} slipway    acc={metrics["accuracy"]:F4} auc={metrics["auc"]:F4} "
            + $"logloss={metrics["logLoss"]:F4} seconds={took:F1} trials={found.Trials.Count} completed={found.CompletedTrials} "
            + $"model={string.Join('+', members)} "
            + $"calibration={found.Plan.Calibration?.Method.ToString() ?? "none"} cv={found.Best.Score:F4}"));
        foreach (var byTrainer in found.Trials.Where(trial => trial.Score is not null).GroupBy(trial => trial.Trainer))
        {
            var best = byTrainer.MinBy(trial => trial.Score)!;
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {best.Trainer} #{best.Number} {best.Score:F4} of {byTrainer.Count()}, {byTrainer.Sum(t => t.Duration.TotalSeconds):F1} s: "
                + $"{string.Join(" ", best.Parameters.Select(p => $"{p.Key}={p.Value:G4}"))}"));
        }

        foreach (string note in found.Notes)
        {
            Console.Error.WriteLine("  " + note);
        }

        return 0;
    }

    private static TrainingSet ToSet(Table table)
    {
        var label = (NumberColumn)table[Label];
        double[] values = label.Values.ToArray();
        string[] classes = [.. values.Distinct().Order().Select(value => value.ToString(CultureInfo.InvariantCulture))];
        Column[] features = [.. table.Columns.Where(column => column.Name != Label)];
        var schema = new ModelSchema(
            classes.Length == 2 ? LearningTask.Binary : LearningTask.Multiclass,
            Label,
            [.. features.Select(column => new FeatureSchema(column.Name, column.Type) { AllowsMissing = true })],
            classes);
        return new TrainingSet(schema, new Table(features), values);
    }
}
