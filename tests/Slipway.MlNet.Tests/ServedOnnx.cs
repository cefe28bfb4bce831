using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Onnx;

namespace Slipway.MlNet.Tests;

/// <summary>Predicts with the bytes of a model as serving does: by Slipway's evaluator, on one tensor a feature column.</summary>
internal static class ServedOnnx
{
    public static (float[] Numbers, string[] Labels) Predict(byte[] onnx, Table features)
    {
        var loaded = OnnxModel.Load(onnx);
        Assert.True(loaded.IsSuccess, string.Join("; ", loaded.Problems));
        var model = loaded.Value;
        var session = model.CreateSession();
        session.Resize(features.RowCount);
        for (int i = 0; i < model.Inputs.Count; i++)
        {
            Assert.Equal(1, model.Inputs[i].Width);
            Fill(session, i, model.Inputs[i].Name, features);
        }

        session.Run();
        bool isClassifier = model.Outputs.Count == 2;
        Assert.Equal(isClassifier ? ["label", "probabilities"] : ["prediction"], model.Outputs.Select(output => output.Name));
        return isClassifier
            ? (session.OutputFloats(1).ToArray(), session.OutputStrings(0).ToArray())
            : (session.OutputFloats(0).ToArray(), []);
    }

    /// <summary>What ONNX Runtime makes of the same bytes and rows.</summary>
    public static float[] PredictByOracle(byte[] onnx, Table features)
    {
        var model = OnnxModel.Load(onnx).Value;
        var session = model.CreateSession();
        session.Resize(features.RowCount);
        var inputs = new Dictionary<string, OracleTensor>();
        for (int i = 0; i < model.Inputs.Count; i++)
        {
            Fill(session, i, model.Inputs[i].Name, features);
            inputs[model.Inputs[i].Name] = model.Inputs[i].Element == TensorElement.String
                ? OracleTensor.Of(session.Strings(i).ToArray(), features.RowCount, 1)
                : OracleTensor.Of(session.Floats(i).ToArray(), features.RowCount, 1);
        }

        return OnnxRuntimeOracle.Run(onnx, inputs)[model.Outputs[^1].Name].Floats();
    }

    private static void Fill(OnnxSession session, int index, string name, Table features)
    {
        if (features.TryGetColumn(name, out var column))
        {
            for (int row = 0; row < features.RowCount; row++)
            {
                switch (column)
                {
                    case NumberColumn numbers:
                        session.Floats(index)[row] = (float)numbers.Values[row];
                        break;
                    case CategoryColumn words:
                        session.Strings(index)[row] = words.IsMissing(row) ? "" : words.Categories[words.Codes[row]];
                        break;
                    case TextColumn texts:
                        session.Strings(index)[row] = texts.Values[row] ?? "";
                        break;
                }
            }

            return;
        }

        var (time, part) = features.Columns.OfType<TimestampColumn>()
            .SelectMany(c => TimestampParts.All, (c, p) => (Column: c, Part: p))
            .Single(pair => TimestampParts.InputName(pair.Column.Name, pair.Part) == name);
        for (int row = 0; row < features.RowCount; row++)
        {
            session.Floats(index)[row] = TimestampParts.Value(time.Ticks[row], part);
        }
    }
}
