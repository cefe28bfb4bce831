using Microsoft.ML.OnnxRuntime;
using Slipway.Serving;

namespace Slipway.Benchmarks;

/// <content>ONNX Runtime at its best: one thread, and inputs and outputs that stay where they are.</content>
internal static partial class RowTimes
{
    private const string Probabilities = "probabilities";
    private const double Tolerance = 1e-5;

    static partial void ReportPeer(string file, PredictionWorkspace workspace)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        using var session = new InferenceSession(file, options);
        using var run = new RunOptions();
        var features = workspace.Batch.Schema.Features.Select((feature, index) => (feature.Name, index)).ToDictionary(f => f.Name, f => f.index);
        string[] names = [.. session.InputMetadata.Keys];
        OrtValue[] inputs = [.. names.Select(name => OrtValue.CreateTensorValueFromMemory(workspace.Batch.Numbers(features[name]).ToArray(), [1, 1]))];
        float[] answer = new float[2];
        OrtValue[] outputs = [OrtValue.CreateTensorValueFromMemory(answer, [1, 2])];
        string[] outputNames = [Probabilities];
        Report("ONNX Runtime, the same file", () => session.Run(run, names, inputs, outputNames, outputs));
        var ours = workspace.Predictions.Row(0);
        if (Math.Abs(answer[0] - ours[0]) > Tolerance || Math.Abs(answer[1] - ours[1]) > Tolerance)
        {
            throw new InvalidOperationException($"ONNX Runtime answers {answer[0]}, {answer[1]} where {ours[0]}, {ours[1]} is due.");
        }

        foreach (var value in inputs.Concat(outputs))
        {
            value.Dispose();
        }
    }
}
