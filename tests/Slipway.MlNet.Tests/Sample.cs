using System.IO.Compression;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Splitting;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Tests;

/// <summary>A real data set, in rows to learn from and rows to test on.</summary>
internal sealed record Sample(TrainingSet Train, TrainingSet Test)
{
    /// <summary>Two classes; numbers and words.</summary>
    public static Sample Adult { get; } = Read("adult.csv.gz", "target", LearningTask.Binary, 12_000);

    /// <summary>Ten classes; 64 numbers.</summary>
    public static Sample Digits { get; } = Read("digits.csv", "target", LearningTask.Multiclass, 2000);

    /// <summary>A count; numbers and a timestamp.</summary>
    public static Sample Bike { get; } = Read("bike_hour.csv", "cnt", LearningTask.Regression, 6000, "instant", "casual", "registered");

    /// <summary>Two classes; one text, the subject of a mail.</summary>
    public static Sample Subjects { get; } = Read("subjects.csv.gz", "label", LearningTask.Binary, 4000);

    public static Sample Of(LearningTask task) => task switch
    {
        LearningTask.Binary => Adult,
        LearningTask.Multiclass => Digits,
        _ => Bike,
    };

    public IReadOnlyDictionary<string, double> Score(ReadOnlySpan<float> predictions) =>
        Evaluator.ScoreAll(Test.Schema.Task, Test.Schema.Classes, Test.Targets, predictions);

    /// <summary>What a trainer's model with its default parameters predicts for the test rows.</summary>
    public float[] Predict(ITrainedModel model)
    {
        var predictions = new float[Test.RowCount * Test.Schema.OutputWidth];
        model.Predict(Test.Features, predictions);
        return predictions;
    }

    public ITrainedModel TrainWith(string trainer, int seed = 7, int threads = 1) => MlNetTrainers.All.Concat(BuiltInTrainers.All)
        .Single(t => t.Name == trainer)
        .Prepare(Train, new TrainerOptions(seed, threads))
        .Train(ParameterSet.Defaults, CancellationToken.None);

    /// <summary>The first rows to learn from only.</summary>
    public Sample Shortened(int trainRows) => this with { Train = Train.Take([.. Enumerable.Range(0, trainRows)]) };

    private static Sample Read(string file, string label, LearningTask task, int maxRows, params string[] skipped)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "TestData", file));
        using Stream csv = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        var labelType = task == LearningTask.Regression ? ColumnType.Number : ColumnType.Category;
        var options = new TableReaderOptions { Types = new Dictionary<string, ColumnType> { [label] = labelType }, Skip = skipped };
        var table = TableReader.Read(csv, options, CancellationToken.None).Value.Table;
        table = table.Take([.. Enumerable.Range(0, Math.Min(maxRows, table.RowCount))]);
        Column[] features = [.. table.Columns.Where(column => column.Name != label)];
        string[] classes = table[label] is CategoryColumn words ? [.. words.Categories.Order(StringComparer.Ordinal)] : [];
        double[] targets = table[label] is CategoryColumn labels
            ? [.. labels.Codes.ToArray().Select(code => (double)Array.IndexOf(classes, labels.Categories[code]))]
            : ((NumberColumn)table[label]).Values.ToArray();
        var schema = new ModelSchema(task, label, [.. features.Select(column => new FeatureSchema(column.Name, column.Type))], classes);
        var all = new TrainingSet(schema, new Table(features), targets);
        var split = HoldOut.Random(all.RowCount, 0.33, 5).Value;
        return new Sample(all.Take(split.TrainRows), all.Take(split.TestRows));
    }
}
