using System.Text.Json;

namespace Slipway.Learning.Tests.Onnx;

/// <summary>Runs models in ONNX Runtime, by node and its package onnxruntime-node.</summary>
public static class OnnxRuntimeOracle
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly NodePackage Package = new("onnxruntime-node");

    /// <inheritdoc cref="NodePackage.SkipReason"/>
    public static string? SkipReason => Package.SkipReason;

    public static IReadOnlyDictionary<string, OracleTensor> Run(byte[] model, IReadOnlyDictionary<string, OracleTensor> inputs)
    {
        var folder = Directory.CreateTempSubdirectory("slipway-onnx-");
        try
        {
            string modelFile = Path.Combine(folder.FullName, "model.onnx");
            string requestFile = Path.Combine(folder.FullName, "request.json");
            string responseFile = Path.Combine(folder.FullName, "response.json");
            File.WriteAllBytes(modelFile, model);
            File.WriteAllText(requestFile, JsonSerializer.Serialize(new { Model = modelFile, Inputs = inputs }, Options));
            string script = Path.Combine(AppContext.BaseDirectory, "Onnx", "onnxruntime.mjs");
            var (exitCode, error) = Package.Run(script, requestFile, responseFile);
            if (exitCode != 0)
            {
                throw new InvalidOperationException("ONNX Runtime refused the model or its inputs: " + error);
            }

            return JsonSerializer.Deserialize<Dictionary<string, OracleTensor>>(File.ReadAllText(responseFile), Options)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
