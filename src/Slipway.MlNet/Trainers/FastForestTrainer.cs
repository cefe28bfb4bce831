using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Trainers;

/// <summary>Random forests of Microsoft.ML. Its scores become probabilities by Platt's method; each of several classes is told from all others.</summary>
internal sealed class FastForestTrainer : MlNetTrainer
{
    private static readonly Hyperparameter Trees = new("trees", 100, 50, 300, IsInteger: true, IsLogarithmic: true, HyperparameterRole.Budget);
    private static readonly Hyperparameter MaxLeaves = new("maxLeaves", 20, 8, 256, IsInteger: true, IsLogarithmic: true);
    private static readonly Hyperparameter MinRowsPerLeaf = new("minRowsPerLeaf", 10, 1, 40, IsInteger: true, IsLogarithmic: true);
    private static readonly Hyperparameter ColumnShare = new("columnShare", 0.7, 0.3, 1);

    /// <inheritdoc/>
    public override string Name => "mlnet/fast-forest";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [Trees, MaxLeaves, MinRowsPerLeaf, ColumnShare];

    /// <inheritdoc/>
    public override IEstimator<ITransformer> Learner(MLContext context, LearningTask task, ParameterSet parameters, int seed) => task switch
    {
        LearningTask.Binary => context.BinaryClassification.Trainers.FastForest(Binary(nameof(FeatureRow.IsPositive), parameters, seed))
            .Append(context.BinaryClassification.Calibrators.Platt(nameof(FeatureRow.IsPositive))),
        LearningTask.Multiclass => context.MulticlassClassification.Trainers.OneVersusAll(
            context.BinaryClassification.Trainers.FastForest(Binary(nameof(FeatureRow.ClassIndex), parameters, seed)),
            nameof(FeatureRow.ClassIndex)),
        _ => context.Regression.Trainers.FastForest(
            Set(new FastForestRegressionTrainer.Options { LabelColumnName = nameof(FeatureRow.Number) }, parameters, seed)),
    };

    /// <inheritdoc/>
    protected override Featurizer Featurize(TrainingSet data) => TreeFeatures.Fit(data);

    private static FastForestBinaryTrainer.Options Binary(string label, ParameterSet parameters, int seed) =>
        Set(new FastForestBinaryTrainer.Options { LabelColumnName = label }, parameters, seed);

    private static TOptions Set<TOptions>(TOptions options, ParameterSet parameters, int seed)
        where TOptions : FastForestOptionsBase
    {
        options.Seed = options.FeatureSelectionSeed = seed;
        options.NumberOfThreads = 1;
        options.NumberOfTrees = parameters.GetInteger(Trees);
        options.NumberOfLeaves = parameters.GetInteger(MaxLeaves);
        options.MinimumExampleCountPerLeaf = parameters.GetInteger(MinRowsPerLeaf);
        options.FeatureFraction = parameters.Get(ColumnShare);
        return options;
    }
}
