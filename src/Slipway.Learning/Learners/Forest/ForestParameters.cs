using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Forest;

/// <summary>What shapes a random forest.</summary>
internal sealed record ForestParameters(int Trees, int MinRowsPerLeaf, int FeaturesPerSplit, bool RandomThresholds)
{
    public static readonly Hyperparameter TreesRange =
        new("trees", 100, 1, 300, IsInteger: true, IsLogarithmic: true, HyperparameterRole.Rounds);

    public static readonly Hyperparameter MinRowsPerLeafRange = new("minRowsPerLeaf", 1, 1, 20, IsInteger: true, IsLogarithmic: true);

    /// <summary>The features tried at a node, as a multiple of the usual number: the root of all for classes, a third of all for numbers.</summary>
    public static readonly Hyperparameter FeatureFactorRange = new("featureFactor", 1, 0.5, 3, IsLogarithmic: true);

    /// <summary>1 for extremely randomized trees (Geurts et al. 2006): one random threshold a feature.</summary>
    public static readonly Hyperparameter RandomThresholdsRange = new("randomThresholds", 0, 0, 1, IsInteger: true);

    /// <summary>How long a forest should grow: another tree never makes it worse, only larger.</summary>
    public static readonly StagePlan Stages = new(FirstLook: 34, Patience: 50, (int)TreesRange.Max) { LeastGain = 0.005 };

    public static IReadOnlyList<Hyperparameter> All { get; } = [TreesRange, MinRowsPerLeafRange, FeatureFactorRange, RandomThresholdsRange];

    /// <summary>Reads the values of a trial.</summary>
    public static ForestParameters From(ParameterSet values, LearningTask task, int featureCount)
    {
        double usual = task == LearningTask.Regression ? featureCount / 3.0 : Math.Sqrt(featureCount);
        return new ForestParameters(
            Math.Max(1, values.GetInteger(TreesRange)),
            Math.Max(1, values.GetInteger(MinRowsPerLeafRange)),
            Math.Max(1, (int)Math.Round(usual * values.Get(FeatureFactorRange))),
            values.Get(RandomThresholdsRange) >= 0.5);
    }
}
