using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Tests.Serving;

internal static class TestSchemas
{
    /// <summary>One feature of each type; the last two may be missing.</summary>
    public static ModelSchema All { get; } = new(
        LearningTask.Binary,
        "label",
        [
            new FeatureSchema("alcohol", ColumnType.Number) { Min = 0, Max = 100 },
            new FeatureSchema("isRed", ColumnType.Boolean),
            new FeatureSchema("grape", ColumnType.Category) { Categories = ["merlot", "1"] },
            new FeatureSchema("picked", ColumnType.Timestamp),
            new FeatureSchema("ash/a~b", ColumnType.Number) { AllowsMissing = true },
            new FeatureSchema("note", ColumnType.Text) { AllowsMissing = true },
        ],
        ["0", "1"]);
}
