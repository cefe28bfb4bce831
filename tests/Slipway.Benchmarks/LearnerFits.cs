using System.Diagnostics;
using System.Globalization;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Benchmarks;

/// <summary>
/// How long boosted trees take to fit a table of numbers, featurizing and binning included, and how well they rank other rows.
/// </summary>
internal static class LearnerFits
{
    private const string Label = "target";

    public static int Run(string trainCsv, string testCsv, int threads, int repetitions, string[] hyperparameters)
    {
        var train = Read(trainCsv);
        var test = Read(testCsv);
        var values = new Dictionary<string, double> { ["rounds"] = 100, ["maxLeaves"] = 31, ["learningRate"] = 0.1 };
        foreach (string[] pair in hyperparameters.Select(hyperparameter => hyperparameter.Split('=')))
        {
            values[pair[0]] = double.Parse(pair[1], CultureInfo.InvariantCulture);
        }

        var parameters = new ParameterSet(values);
        var trainer = BuiltInTrainers.All.Single(t => t.Name == "gbdt");
        var walls = new List<double>();
        var busy = new List<double>();
        ITrainedModel? model = null;
        for (int i = 0; i <= repetitions; i++)
        {
            var busyBefore = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            model = trainer.Prepare(train, new TrainerOptions(42, threads)).Train(parameters, CancellationToken.None);
            walls.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            busy.Add((Process.GetCurrentProcess().TotalProcessorTime - busyBefore).TotalSeconds);
        }

        float[] probabilities = new float[test.RowCount * 2];
        model!.Predict(test.Features, probabilities);
        double auc = Evaluator.ScoreAll(LearningTask.Binary, test.Schema.Classes, test.Targets, probabilities)["auc"];

        // The first one warms up.
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"slipway {threads} {Median(walls.Skip(1)):F3} {Median(busy.Skip(1)):F3} {auc:F5}"));
        return 0;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static TrainingSet Read(string csv)
    {
        using var file = File.OpenRead(csv);
        var options = new TableReaderOptions { Types = new Dictionary<string, ColumnType> { [Label] = ColumnType.Number } };
        var table = TableReader.Read(file, options, CancellationToken.None).Value.Table;
        var columns = table.Columns.Where(c => c.Name != Label).ToArray();
        var schema = new ModelSchema(
            LearningTask.Binary, Label, [.. columns.Select(c => new FeatureSchema(c.Name, c.Type) { AllowsMissing = true })], ["0", "1"]);
        return new TrainingSet(schema, new Table(columns), [.. ((NumberColumn)table[Label]).Values]);
    }
}
