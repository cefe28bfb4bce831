namespace Slipway.Learning.Search;

/// <summary>
/// What is tried after the defaults and before anything is proposed: settings of each trainer that are known to do well on data of some
/// kind, such as shallow trees on few rows.
/// </summary>
internal static class WarmStarts
{
    private static readonly Dictionary<string, Dictionary<string, double>[]> ByTrainer = new(StringComparer.Ordinal)
    {
        ["gbdt"] =
        [
            new() { ["maxLeaves"] = 6, ["minRowsPerLeaf"] = 5, ["columnShare"] = 0.5, ["rowShare"] = 0.8 },
            new() { ["learningRate"] = 0.05, ["maxLeaves"] = 15, ["columnShare"] = 0.6, ["rowShare"] = 0.8 },
        ],
        ["linear"] = [new() { ["l2"] = 0.03 }, new() { ["l2"] = 20 }],
        ["forest"] = [new() { ["randomThresholds"] = 1 }, new() { ["minRowsPerLeaf"] = 3 }],
        ["discriminant"] = [new() { ["pooling"] = 1 }, new() { ["pooling"] = 0.1, ["shrinkage"] = 0.01 }],
        ["mlp"] =
        [
            new() { ["units"] = 128, ["dropout"] = 0.3, ["weightDecay"] = 0.1 },
            new() { ["layers"] = 2, ["dropout"] = 0.2 },
        ],
    };

    /// <summary>The settings of a trainer, each the values that differ from its defaults.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, double>> Of(string trainer) => ByTrainer.GetValueOrDefault(trainer) ?? [];
}
