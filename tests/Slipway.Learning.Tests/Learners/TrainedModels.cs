using Slipway.Learning.Evaluation;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Learners;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Performance;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners;

/// <summary>Trains, scores and compares with the exported file.</summary>
internal static class TrainedModels
{
    public static TrainingSet Adult(int rows)
    {
        var table = RealModel.Read("adult_first1000.csv", new Dictionary<string, ColumnType>());
        return RealModel.ToSet(table.Take(RealModel.Range(0, rows)), LearningTask.Binary, "target", [], ["no", "yes"]);
    }

    public static ITrainedModel Train(
        string trainer, TrainingSet data, int threads, IReadOnlyDictionary<string, double> parameters, int seed = 1) =>
        BuiltInTrainers.All.Single(candidate => candidate.Name == trainer)
            .Prepare(data, new TrainerOptions(seed, threads))
            .Train(new ParameterSet(parameters), CancellationToken.None);

    public static double Score(string trainer, TrainingSet train, TrainingSet test, string metric)
    {
        var model = Train(trainer, train, 1, new Dictionary<string, double>());
        return Evaluator.Score(metric, test.Schema.Task, test.Schema.Classes, test.Targets, Predict(model, test.Features))!.Value;
    }

    public static float[] Predict(ITrainedModel model, Table features)
    {
        var output = new float[features.RowCount * model.OutputWidth];
        model.Predict(features, output);
        return output;
    }

    /// <summary>The last output of the exported model, on the rows.</summary>
    public static float[] PredictExported(OnnxModel model, Table features)
    {
        var session = model.CreateSession();
        Fill(model, session, features);
        session.Run();
        return session.OutputFloats(model.Outputs.Count - 1).ToArray();
    }

    public static void AssertExportAgrees(ITrainedModel model, TrainingSet rows)
    {
        var loaded = OnnxModel.Load(model.ToOnnx());
        Assert.True(loaded.IsSuccess, string.Join("; ", loaded.Problems));
        float[] expected = Predict(model, rows.Features);
        float[] given = PredictExported(loaded.Value, rows.Features);
        Assert.Equal(expected.Length, given.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], given[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    public static void Fill(OnnxModel model, OnnxSession session, Table features)
    {
        session.Resize(features.RowCount);
        for (int input = 0; input < model.Inputs.Count; input++)
        {
            if (features[model.Inputs[input].Name] is CategoryColumn words)
            {
                string[] values = [.. words.Codes.ToArray().Select(code => code < 0 ? "" : words.Categories[code])];
                values.CopyTo(session.Strings(input));
            }
            else if (features[model.Inputs[input].Name] is TextColumn texts)
            {
                string[] values = [.. texts.Values.ToArray().Select(text => text ?? "")];
                values.CopyTo(session.Strings(input));
            }
            else
            {
                var numbers = (NumberColumn)features[model.Inputs[input].Name];
                Array.ConvertAll(numbers.Values.ToArray(), Float32.FromDouble).CopyTo(session.Floats(input));
            }
        }
    }
}
