using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners;

/// <summary>Rows that are made up, the same for the same seed.</summary>
internal static class RandomSets
{
    /// <summary>Numbers from -3 to 3, some missing where asked; the target depends on the first three and on chance.</summary>
    public static TrainingSet Numbers(int rows, int columns, LearningTask task, int seed = 1, double missing = 0, int classes = 3)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, columns).Select(_ => new double[rows]).ToArray();
        double[] targets = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            for (int c = 0; c < columns; c++)
            {
                values[c][row] = (random.NextDouble() * 6) - 3;
            }

            double signal = values[0][row] + (values[1][row] * values[2 % columns][row] / 2) + random.NextDouble();
            targets[row] = task switch
            {
                LearningTask.Regression => signal,
                LearningTask.Binary => signal > 0.5 ? 1 : 0,
                _ => Math.Clamp((int)((signal + 3) / 2), 0, classes - 1),
            };
            for (int c = 0; c < columns; c++)
            {
                values[c][row] = random.NextDouble() < missing ? double.NaN : values[c][row];
            }
        }

        return Of(task, values, targets, classes);
    }

    /// <summary>Rows of these numbers.</summary>
    public static TrainingSet Of(LearningTask task, double[][] columns, double[] targets, int classes = 3) =>
        Of(task, [.. columns.Select((values, i) => new NumberColumn($"x{i}", values))], targets, classes);

    /// <summary>Rows of these columns.</summary>
    public static TrainingSet Of(LearningTask task, Column[] columns, double[] targets, int classes = 3)
    {
        int classCount = task == LearningTask.Regression ? 0 : task == LearningTask.Binary ? 2 : classes;
        var schema = new ModelSchema(
            task,
            "target",
            [.. columns.Select(column => new FeatureSchema(column.Name, column.Type) { AllowsMissing = true })],
            [.. Enumerable.Range(0, classCount).Select(k => $"c{k}")]);
        return new TrainingSet(schema, new Table(columns), targets);
    }

    public static ITrainingSession Prepare(string trainer, TrainingSet data, int threads = 1) =>
        BuiltInTrainers.All.Single(t => t.Name == trainer).Prepare(data, new TrainerOptions(7, threads));

    public static ITrainedModel Train(string trainer, TrainingSet data, int threads = 1, params (string Name, double Value)[] parameters) =>
        Prepare(trainer, data, threads).Train(Parameters(parameters), CancellationToken.None);

    public static ParameterSet Parameters(params (string Name, double Value)[] parameters) =>
        new(parameters.ToDictionary(p => p.Name, p => p.Value));

    public static float[] Predict(ITrainedModel model, Table features)
    {
        var output = new float[features.RowCount * model.OutputWidth];
        model.Predict(features, output);
        return output;
    }
}
