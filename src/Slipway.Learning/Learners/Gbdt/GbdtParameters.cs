using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>What shapes a gradient-boosted ensemble.</summary>
internal sealed record GbdtParameters
{
    // Every tree costs its time at each prediction.
    private const int MostRounds = 1000, MostTrees = 6000;

    /// <summary>How far rounds go by, each counted by its learning rate.</summary>
    private const double FirstLook = 4, Patience = 2, Most = 60;

    private const int LeastPatience = 10;

    public static readonly Hyperparameter RoundsRange =
        new("rounds", 120, 1, MostRounds, IsInteger: true, IsLogarithmic: true, HyperparameterRole.Rounds);

    public static readonly Hyperparameter LearningRateRange = new("learningRate", 0.1, 0.02, 0.3, IsLogarithmic: true);
    public static readonly Hyperparameter MaxLeavesRange = new("maxLeaves", 31, 4, 63, IsInteger: true, IsLogarithmic: true);
    public static readonly Hyperparameter MaxDepthRange = new("maxDepth", 16, 2, 16, IsInteger: true);
    public static readonly Hyperparameter MinRowsPerLeafRange = new("minRowsPerLeaf", 20, 3, 60, IsInteger: true, IsLogarithmic: true);
    public static readonly Hyperparameter L2Range = new("l2", 1, 0.01, 30, IsLogarithmic: true);
    public static readonly Hyperparameter ColumnShareRange = new("columnShare", 1, 0.3, 1);
    public static readonly Hyperparameter RowShareRange = new("rowShare", 1, 0.5, 1);

    /// <summary>Not searched: the squared penalty does what it does.</summary>
    public static readonly Hyperparameter L1Range = new("l1", 0, 0, 30);

    /// <summary>Not searched: the fewest rows do what it does.</summary>
    public static readonly Hyperparameter MinLeafWeightRange = new("minLeafWeight", 1e-3, 1e-3, 100, IsLogarithmic: true);

    /// <summary>The number of trees for each raw score.</summary>
    public required int Rounds { get; init; }

    /// <summary>What the scores of leaves are multiplied by.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The most leaves of a tree.</summary>
    public required int MaxLeaves { get; init; }

    /// <summary>The most questions between root and leaf.</summary>
    public required int MaxDepth { get; init; }

    /// <summary>The fewest rows in a leaf.</summary>
    public required int MinRowsPerLeaf { get; init; }

    /// <summary>The weight of the squared leaf scores in the loss.</summary>
    public required double L2 { get; init; }

    /// <summary>The weight of the absolute leaf scores in the loss.</summary>
    public required double L1 { get; init; }

    /// <summary>The least second derivative that a leaf must hold: below it, scores explode on rows that are already right.</summary>
    public required double MinLeafWeight { get; init; }

    /// <summary>The share of the features that a tree may use.</summary>
    public required double ColumnShare { get; init; }

    /// <summary>The share of the rows that a round learns from.</summary>
    public required double RowShare { get; init; }

    public static IReadOnlyList<Hyperparameter> All { get; } =
    [
        RoundsRange, LearningRateRange, MaxLeavesRange, MaxDepthRange, MinRowsPerLeafRange, L2Range, ColumnShareRange, RowShareRange,
    ];

    /// <summary>Reads the values of a trial.</summary>
    /// <param name="values">The values.</param>
    /// <param name="rowCount">The rows to learn from: very few of them could not be split at all with the usual leaf size.</param>
    public static GbdtParameters From(ParameterSet values, int rowCount) => new()
    {
        Rounds = Math.Max(0, values.GetInteger(RoundsRange)),
        LearningRate = values.Get(LearningRateRange),
        MaxLeaves = Math.Max(1, values.GetInteger(MaxLeavesRange)),
        MaxDepth = Math.Max(0, values.GetInteger(MaxDepthRange)),
        MinRowsPerLeaf = Math.Clamp(values.GetInteger(MinRowsPerLeafRange), 1, Math.Max(1, rowCount / 8)),
        L2 = Math.Max(0, values.Get(L2Range)),
        L1 = Math.Max(0, values.Get(L1Range)),
        MinLeafWeight = Math.Max(1e-9, values.Get(MinLeafWeightRange)),
        ColumnShare = Math.Clamp(values.Get(ColumnShareRange), 0, 1),
        RowShare = Math.Clamp(values.Get(RowShareRange), 0, 1),
    };

    /// <summary>How long an ensemble should grow: with a lower learning rate more rounds take it as far.</summary>
    /// <param name="outputs">The trees of a round.</param>
    public StagePlan PlanStages(int outputs)
    {
        int most = (int)Math.Clamp(Math.Ceiling(Most / LearningRate), 1, Math.Min(MostRounds, Math.Max(1, MostTrees / outputs)));
        return new StagePlan(
            (int)Math.Clamp(Math.Ceiling(FirstLook / LearningRate), 1, most),
            (int)Math.Clamp(Math.Ceiling(Patience / LearningRate), LeastPatience, MostRounds),
            most);
    }
}
