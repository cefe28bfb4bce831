using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Discriminant;

/// <summary>
/// Regularised discriminant analysis (Friedman 1989): the rows of each class are taken for a cloud of normal distribution, whose covariance
/// lies between its own and that of all classes. Strong where rows are few and features are measurements.
/// </summary>
internal sealed class DiscriminantTrainer : ITrainer
{
    /// <summary>
    /// How far the classes share one covariance: 0 is quadratic discriminant analysis, 1 linear discriminant analysis. Friedman's lambda.
    /// </summary>
    public static readonly Hyperparameter PoolingRange = new("pooling", 0.3, 0, 1);

    /// <summary>How far the covariances are drawn towards that of features that vary alike and do not depend on each other. His gamma.</summary>
    public static readonly Hyperparameter ShrinkageRange = new("shrinkage", 0.03, 1e-3, 1, IsLogarithmic: true);

    /// <summary>The time grows with the square of the features, that of some steps with its cube; and the size of the model with the square.</summary>
    private const int MaxFeatures = 256;
    private const int MaxNumbers = 1 << 22;

    /// <inheritdoc/>
    public string Name => "discriminant";

    /// <inheritdoc/>
    public bool Supports(LearningTask task) => task != LearningTask.Regression;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [PoolingRange, ShrinkageRange];

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No column varies, or there are too many features.</exception>
    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.RowCount);
        var featurizer = LinearFeaturizing.FitVarying(data.Features);
        int width = featurizer.FeatureColumns.Count, classes = data.Schema.Classes.Count;
        if (width > MaxFeatures || (long)classes * width * width > MaxNumbers)
        {
            throw new InvalidOperationException(
                $"{width} features of {classes} classes are too many for covariances: at most {MaxFeatures} features, and {MaxNumbers} numbers in "
                + "the covariances of all classes. Numbers are one feature each, categories one a word; take another trainer.");
        }

        return new DiscriminantSession(data, featurizer, featurizer.Apply(data.Features), options);
    }
}
