using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Trainers;

/// <summary>Gradient-boosted trees of Microsoft.ML (MART). Each of several classes is told from all others.</summary>
internal sealed class FastTreeTrainer : MlNetTrainer
{
    private static readonly Hyperparameter Trees = new("trees", 100, 30, 400, IsInteger: true, IsLogarithmic: true, HyperparameterRole.Budget);
    private static readonly Hyperparameter LearningRate = new("learningRate", 0.2, 0.03, 0.4, IsLogarithmic: true);
    private static readonly Hyperparameter MaxLeaves = new("maxLeaves", 20, 4, 63, IsInteger: true, IsLogarithmic: true);
    private static readonly Hyperparameter MinRowsPerLeaf = new("minRowsPerLeaf", 10, 3, 60, IsInteger: true, IsLogarithmic: true);
    private static readonly Hyperparameter ColumnShare = new("columnShare", 1, 0.3, 1);

    /// <inheritdoc/>
    public override string Name => "mlnet/fast-tree";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) =>
        [Trees, LearningRate, MaxLeaves, MinRowsPerLeaf, ColumnShare];

    /// <inheritdoc/>
    public override IEstimator<ITransformer> Learner(MLContext context, LearningTask task, ParameterSet parameters, int seed) => task switch
    {
        LearningTask.Binary => context.BinaryClassification.Trainers.FastTree(Binary(nameof(FeatureRow.IsPositive), parameters, seed)),
        LearningTask.Multiclass => context.MulticlassClassification.Trainers.OneVersusAll(
            context.BinaryClassification.Trainers.FastTree(Binary(nameof(FeatureRow.ClassIndex), parameters, seed)),
            nameof(FeatureRow.ClassIndex)),
        _ => context.Regression.Trainers.FastTree(
            Set(new FastTreeRegressionTrainer.Options { LabelColumnName = nameof(FeatureRow.Number) }, parameters, seed)),
    };

    /// <inheritdoc/>
    protected override Featurizer Featurize(TrainingSet data) => TreeFeatures.Fit(data);

    private static FastTreeBinaryTrainer.Options Binary(string label, ParameterSet parameters, int seed) =>
        Set(new FastTreeBinaryTrainer.Options { LabelColumnName = label }, parameters, seed);

    private static TOptions Set<TOptions>(TOptions options, ParameterSet parameters, int seed)
        where TOptions : BoostedTreeOptions
    {
        options.Seed = options.FeatureSelectionSeed = seed;
        options.NumberOfThreads = 1;
        options.NumberOfTrees = parameters.GetInteger(Trees);
        options.LearningRate = parameters.Get(LearningRate);
        options.NumberOfLeaves = parameters.GetInteger(MaxLeaves);
        options.MinimumExampleCountPerLeaf = parameters.GetInteger(MinRowsPerLeaf);
        options.FeatureFraction = parameters.Get(ColumnShare);
        return options;
    }
}
