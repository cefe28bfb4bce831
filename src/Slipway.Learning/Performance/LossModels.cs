using Slipway.Learning.Learners.Gbdt;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Performance;

/// <summary>Two boosted ensembles that predict from the features and the prediction how wrong the prediction is.</summary>
internal sealed class LossModels
{
    private const int MaxRowsInRun = 4096;

    // Errors are noise for the most part: few, small trees of many rows a leaf.
    private static readonly ParameterSet Parameters = new(new Dictionary<string, double>
    {
        [GbdtParameters.RoundsRange.Name] = 60,
        [GbdtParameters.MaxLeavesRange.Name] = 15,
        [GbdtParameters.MinRowsPerLeafRange.Name] = 40,
    });

    private readonly string _predictionInput;
    private readonly OnnxModel _absolute;
    private readonly OnnxModel _squared;

    public LossModels(LossModelFiles files) => (_predictionInput, _absolute, _squared) =
        (files.PredictionInput, OnnxModel.Load(files.AbsoluteError).Value, OnnxModel.Load(files.SquaredError).Value);

    public static LossModelFiles Fit(
        ModelSchema schema, Table features, ReadOnlySpan<float> predictions, double[] errors, int seed, CancellationToken cancellationToken)
    {
        string name = "prediction";
        while (features.TryGetColumn(name, out _))
        {
            name += "_";
        }

        var columns = schema.Features.Select(feature => features[feature.Name]).Append(ToColumn(name, predictions));
        var lossSchema = new ModelSchema(
            LearningTask.Regression, "loss", [.. schema.Features, new FeatureSchema(name, ColumnType.Number)], []);
        var table = new Table([.. columns]);
        byte[] Train(double[] losses) => new GbdtTrainer()
            .Prepare(new TrainingSet(lossSchema, table, losses), new TrainerOptions(seed, Threads: 1))
            .Train(Parameters, cancellationToken)
            .ToOnnx();
        return new LossModelFiles(name, Train(errors), Train([.. errors.Select(error => error * error)]));
    }

    /// <summary>The sums over all rows of the predicted size of the error and of its square.</summary>
    public (double Absolute, double Squared) Sum(Table features, ReadOnlySpan<float> predictions)
    {
        var inputs = ToColumn(_predictionInput, predictions);
        return (Sum(_absolute, features, inputs), Sum(_squared, features, inputs));
    }

    private static double Sum(OnnxModel model, Table features, Column prediction)
    {
        var session = model.CreateSession();
        double sum = 0;
        for (int start = 0; start < features.RowCount; start += MaxRowsInRun)
        {
            int count = Math.Min(MaxRowsInRun, features.RowCount - start);
            session.Resize(count);
            for (int i = 0; i < model.Inputs.Count; i++)
            {
                Fill(session, i, model.Inputs[i], features, prediction, start, count);
            }

            session.Run();
            foreach (float loss in session.OutputFloats(0))
            {
                // No loss is below 0, whatever the sum of the leaves.
                sum += Math.Max(0, loss);
            }
        }

        return sum;
    }

    private static void Fill(OnnxSession session, int index, TensorInfo input, Table features, Column prediction, int start, int count)
    {
        var part = TimestampPart.Year;
        if (input.Name == prediction.Name || !features.TryGetColumn(input.Name, out var column))
        {
            column = input.Name == prediction.Name ? prediction : FindTimestamp(features, input.Name, out part);
        }

        switch (column)
        {
            case CategoryColumn words:
                var strings = session.Strings(index);
                for (int i = 0; i < count; i++)
                {
                    int code = words.Codes[start + i];
                    strings[i] = code < 0 ? "" : words.Categories[code];
                }

                break;
            case TextColumn texts:
                var rows = session.Strings(index);
                for (int i = 0; i < count; i++)
                {
                    rows[i] = texts.Values[start + i] ?? "";
                }

                break;
            case NumberColumn numbers:
                var floats = session.Floats(index);
                for (int i = 0; i < count; i++)
                {
                    floats[i] = (float)numbers.Values[start + i];
                }

                break;
            case TimestampColumn times:
                var parts = session.Floats(index);
                for (int i = 0; i < count; i++)
                {
                    parts[i] = TimestampParts.Value(times.Ticks[start + i], part);
                }

                break;
            default:
                throw new ArgumentException($"The features have no column for '{input.Name}'.", nameof(features));
        }
    }

    private static TimestampColumn? FindTimestamp(Table features, string input, out TimestampPart part)
    {
        foreach (var column in features.Columns.OfType<TimestampColumn>())
        {
            foreach (var candidate in TimestampParts.All)
            {
                if (TimestampParts.InputName(column.Name, candidate) == input)
                {
                    part = candidate;
                    return column;
                }
            }
        }

        part = default;
        return null;
    }

    private static NumberColumn ToColumn(string name, ReadOnlySpan<float> predictions)
    {
        var values = new double[predictions.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = predictions[i];
        }

        return new NumberColumn(name, values);
    }
}
