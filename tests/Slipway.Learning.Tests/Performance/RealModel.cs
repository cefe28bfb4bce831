using Slipway.Learning.Learners;
using Slipway.Learning.Performance;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Performance;

/// <summary>A boosted model on real rows, its reference, and rows that neither has seen.</summary>
internal sealed class RealModel
{
    private readonly ITrainedModel _model;

    public RealModel(TrainingSet train, TrainingSet test, TrainingSet later)
    {
        _model = BuiltInTrainers.All[0].Prepare(train, new TrainerOptions(1, 2)).Train(ParameterSet.Defaults, CancellationToken.None);
        Later = later;
        Reference = PerformanceReference.Fit(
            train.Schema, test.Features, test.Targets, Predict(test.Features), new PerformanceReferenceOptions { Seed = 1 },
                CancellationToken.None)!;
    }

    public PerformanceReference Reference { get; }

    public TrainingSet Later { get; }

    public static Table Read(string file, IReadOnlyDictionary<string, ColumnType> types)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "TestData", file));
        return TableReader.Read(stream, new TableReaderOptions { Types = types }, CancellationToken.None).Value.Table;
    }

    public static TrainingSet ToSet(Table table, LearningTask task, string label, string[] ignored, string[] classes)
    {
        Column[] features = [.. table.Columns.Where(column => column.Name != label && !ignored.Contains(column.Name))];
        var schema = new ModelSchema(task, label, [.. features.Select(column => new FeatureSchema(column.Name, column.Type))], classes);
        return new TrainingSet(schema, new Table(features), ((NumberColumn)table[label]).Values.ToArray());
    }

    public float[] Predict(Table features)
    {
        var output = new float[features.RowCount * _model.OutputWidth];
        _model.Predict(features, output);
        return output;
    }

    public PerformanceEstimate Estimate(Table features, float[] predictions)
    {
        var read = PerformanceReference.Deserialize(Reference.Serialize()).Value;
        var estimator = new PerformanceEstimator(read);
        estimator.Add(features, predictions);
        return estimator.Build()!;
    }

    public static int[] Range(int start, int count) => [.. Enumerable.Range(start, count)];
}
