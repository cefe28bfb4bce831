using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Registry;

namespace Slipway.Tests.Registry;

/// <summary>Models to register.</summary>
internal static class Candidates
{
    public static ModelName Wine { get; } = ModelName.Parse("wine");

    public static ModelCandidate Of(string runId, string onnx = "onnx bytes") => new()
    {
        Model = Wine,
        Onnx = System.Text.Encoding.UTF8.GetBytes(onnx),
        ReferenceProfile = "profile"u8.ToArray(),
        SpecText = "name: wine\n",
        Trainer = "gbdt",
        Parameters = new Dictionary<string, double> { ["learningRate"] = 0.1, ["trees"] = 120 },
        Schema = new ModelSchema(
            LearningTask.Multiclass,
            "target",
            [
                new FeatureSchema("alcohol", ColumnType.Number) { Min = 0, Max = 100, Example = "13.2" },
                new FeatureSchema("color \"<deep>\"", ColumnType.Category)
                {
                    AllowsMissing = true, Categories = ["red", "it's rosé"], Example = "it's rosé",
                },
                new FeatureSchema("bottled", ColumnType.Timestamp) { Example = "2024-05-01" },
                new FeatureSchema("organic", ColumnType.Boolean) { Example = "true" },
            ],
            ["a", "b", "c"]),
        Metrics = new Dictionary<string, double> { ["accuracy"] = 0.975, ["logLoss"] = 0.0814, ["auc"] = double.NaN },
        FeatureImportance = new Dictionary<string, double> { ["alcohol"] = 0.7, ["color \"<deep>\""] = 0.3 },
        SearchMetric = "logLoss",
        PermutationImportance = new Dictionary<string, double> { ["alcohol"] = 0.4375, ["color \"<deep>\""] = -0.0625 },
        Confusion = [[10, 1, 0], [0, 14, 0], [0, 0, 10]],
        TrainingRows = 142,
        TestRows = 35,
        Lineage = new Lineage(runId, new string('d', 64), new string('e', 64), null),
    };
}
