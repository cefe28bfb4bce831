using Slipway.Learning.Binning;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Forest;

/// <summary>A random forest (Breiman 2001) on binned features: deep trees on bootstrap samples, their class shares or means averaged.</summary>
internal sealed class ForestTrainer : ITrainer
{
    /// <inheritdoc/>
    public string Name => "forest";

    /// <inheritdoc/>
    public bool Supports(LearningTask task) => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => ForestParameters.All;

    /// <inheritdoc/>
    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.RowCount);
        if (!data.Goal.IsDefault)
        {
            throw new InvalidOperationException("A forest knows neither other losses nor monotone constraints. Leave them out, or use gbdt.");
        }

        var featurizer = TreeFeaturizing.Fit(data);
        return new ForestSession(data, featurizer, BinnedMatrix.Create(featurizer.Apply(data.Features), options.Threads), options);
    }
}
