using System.Text.Json;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Tests.Evaluation;

/// <summary>Predictions, and what scikit-learn says of them; the file names the version.</summary>
public sealed record MetricVector(
    string Name,
    LearningTask Task,
    string[] Classes,
    double[] Targets,
    float[] Predictions,
    Dictionary<string, double> Metrics,
    int[][]? Confusion,
    double[][]? Calibration,
    double[][]? Roc,
    double[][]? PrecisionRecall,
    double? ResidualMean,
    double[]? ResidualQuantiles,
    int[]? Histogram)
{
    public ModelEvaluation Evaluate() => Evaluator.Evaluate(Task, Classes, Targets, Predictions);

    public override string ToString() => Name;
}

public static class MetricVectors
{
    private sealed record VectorFile(string Source, MetricVector[] Cases);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    public static IReadOnlyList<MetricVector> All { get; } =
        JsonSerializer.Deserialize<VectorFile>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TestData", "metrics.json")), Options)!.Cases;

    public static TheoryData<string> Names => [.. All.Select(vector => vector.Name)];

    public static MetricVector Named(string name) => All.Single(vector => vector.Name == name);
}
