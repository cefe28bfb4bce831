using Slipway.Learning.Onnx;

namespace Slipway.Learning.Tests.Onnx;

/// <summary>Runs a model here and in ONNX Runtime on the same random rows.</summary>
internal static class OracleComparison
{
    private const double Tolerance = 1e-5;

    public static void AssertEqual(byte[] bytes, Random random, int rows, bool withMissing = true)
    {
        var loaded = OnnxModel.Load(bytes);
        Assert.True(loaded.IsSuccess, string.Join("; ", loaded.Problems));
        var model = loaded.Value;
        var session = model.CreateSession();
        session.Resize(rows);
        RandomModels.Fill(random, model, session, withMissing);
        session.Run();

        var inputs = new Dictionary<string, OracleTensor>();
        for (int i = 0; i < model.Inputs.Count; i++)
        {
            int[] dims = [rows, model.Inputs[i].Width];
            inputs[model.Inputs[i].Name] = model.Inputs[i].Element == TensorElement.Float
                ? OracleTensor.Of(session.Floats(i).ToArray(), dims)
                : OracleTensor.Of(session.Strings(i).ToArray(), dims);
        }

        var expected = OnnxRuntimeOracle.Run(bytes, inputs);
        for (int i = 0; i < model.Outputs.Count; i++)
        {
            var output = expected[model.Outputs[i].Name];
            switch (model.Outputs[i].Element)
            {
                case TensorElement.String:
                    Assert.Equal(output.Strings(), session.OutputStrings(i).ToArray());
                    break;
                case TensorElement.Int64:
                    Assert.Equal(output.Int64s(), session.OutputInt64s(i).ToArray());
                    break;
                default:
                    AssertClose(output.Floats(), session.OutputFloats(i));
                    break;
            }
        }
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> given)
    {
        Assert.Equal(expected.Length, given.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool areMissing = float.IsNaN(expected[i]) && float.IsNaN(given[i]);
            Assert.True(
                areMissing || Math.Abs(expected[i] - given[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), $"{given[i]} for {expected[i]}");
        }
    }
}
