using Slipway.Learning.Binning;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>
/// Gradient-boosted decision trees on histograms (Friedman 2001; Chen and Guestrin 2016, second-order gain; Ke et al. 2017, leaf-wise growth).
/// </summary>
internal sealed class GbdtTrainer : ITrainer
{
    /// <inheritdoc/>
    public string Name => "gbdt";

    /// <inheritdoc/>
    public bool Supports(LearningTask task) => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => GbdtParameters.All;

    /// <inheritdoc/>
    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.RowCount);
        var featurizer = TreeFeaturizing.Fit(data);
        bool[] isCategory = [.. featurizer.Steps.SelectMany(step => Enumerable.Repeat(step is OrdinalStep, step.Width))];
        var matrix = BinnedMatrix.Create(featurizer.Apply(data.Features), options.Threads, feature => isCategory[feature]);
        return new GbdtSession(data, featurizer, matrix, options);
    }
}
