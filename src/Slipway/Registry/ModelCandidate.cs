using Slipway.Learning.Schemas;

namespace Slipway.Registry;

/// <summary>A trained model that is to become a version: what the manifest will say of it, and its files.</summary>
public sealed record ModelCandidate
{
    /// <summary>The model that it is to be a version of.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The model as ONNX.</summary>
    public required ReadOnlyMemory<byte> Onnx { get; init; }

    /// <summary>The profile of the training data that current data is compared with; empty when there is none.</summary>
    public ReadOnlyMemory<byte> ReferenceProfile { get; init; }

    /// <summary>The text of the spec that it was trained by.</summary>
    public required string SpecText { get; init; }

    /// <summary>The trainer that made it, such as <c>gbdt</c>.</summary>
    public required string Trainer { get; init; }

    /// <summary>The hyperparameters that it was trained with.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>What the model takes and answers.</summary>
    public required ModelSchema Schema { get; init; }

    /// <summary>Metrics on the held-out test rows, by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>How much each feature contributed, summing to 1, by name.</summary>
    public required IReadOnlyDictionary<string, double> FeatureImportance { get; init; }

    /// <summary>The metric that trials were compared by; null for a model that was trained elsewhere.</summary>
    public string? SearchMetric { get; init; }

    /// <summary>
    /// By feature name, how much worse that metric is on the held-out rows when the values of the feature are dealt to other rows; empty
    /// when not known.
    /// </summary>
    public IReadOnlyDictionary<string, double> PermutationImportance { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// Counts of held-out rows, for the card: a row for each actual class, in it a number for each predicted class, both in the schema's
    /// order.
    /// Null when not known, and for regression.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>>? Confusion { get; init; }

    /// <summary>The number of rows that it was trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>The number of held-out rows that the metrics are of.</summary>
    public required int TestRows { get; init; }

    /// <summary>Where it comes from. The run id names at most one version: registering a run again gives the version that it has.</summary>
    public required Lineage Lineage { get; init; }

    internal ModelManifest ToManifest(int version, DateTimeOffset createdAt, string onnxSha256) => new()
    {
        Model = Model,
        Version = version,
        CreatedAt = createdAt,
        Trainer = Trainer,
        Parameters = Parameters,
        Schema = Schema,
        Metrics = Metrics,
        FeatureImportance = FeatureImportance,
        SearchMetric = SearchMetric,
        PermutationImportance = PermutationImportance,
        TrainingRows = TrainingRows,
        TestRows = TestRows,
        Lineage = Lineage,
        OnnxSha256 = onnxSha256,
    };
}
