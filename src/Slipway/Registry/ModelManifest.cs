using Slipway.Learning.Schemas;

namespace Slipway.Registry;

/// <summary>What is known of a model version. Written once, with the version; never changed.</summary>
public sealed record ModelManifest
{
    /// <summary>The layout of this document; readers refuse a later one.</summary>
    public int FormatVersion { get; set; } = 1;

    /// <summary>The model.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The number of the version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>When it was registered, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

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
    public IReadOnlyDictionary<string, double> PermutationImportance { get; set; } = new Dictionary<string, double>();

    /// <summary>The number of rows that it was trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>The number of held-out rows that the metrics are of.</summary>
    public required int TestRows { get; init; }

    /// <summary>Where it comes from.</summary>
    public required Lineage Lineage { get; init; }

    /// <summary>The SHA-256 of <c>model.onnx</c>, lower-case hex; checked when it is loaded.</summary>
    public required string OnnxSha256 { get; init; }
}
