using Slipway.Learning.Featurizing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Forest;

/// <summary>Rows that forests are measured on while they grow.</summary>
internal sealed class ForestStages
{
    private readonly float[] _features;
    private readonly int _featureCount;
    private readonly ForestTargets _targets;

    /// <param name="rows">The rows.</param>
    /// <param name="features">Their features.</param>
    /// <param name="targets">The targets of the rows that forests learn from, which say how numbers are scaled.</param>
    public ForestStages(TrainingSet rows, FeatureMatrix features, ForestTargets targets)
    {
        (Rows, _featureCount, _targets) = (rows, features.FeatureCount, targets);
        _features = new float[checked(features.RowCount * _featureCount)];
        features.CopyRows(0, features.RowCount, _features);
    }

    public TrainingSet Rows { get; }

    /// <summary>The measurement of a forest that has no tree yet.</summary>
    public StageMeans Start() => new(this, _targets.SlotCount);

    /// <summary>The features of a row.</summary>
    public ReadOnlySpan<float> Features(int row) => _features.AsSpan(row * _featureCount, _featureCount);

    /// <summary>The loss of a row: half the squared error of standardised numbers, or the logarithm of a probability.</summary>
    /// <param name="row">The row.</param>
    /// <param name="means">The prediction, a number or a probability a class.</param>
    public double Loss(int row, ReadOnlySpan<double> means)
    {
        if (Rows.Schema.Task != LearningTask.Regression)
        {
            return -Math.Log(Math.Max(means[(int)Rows.Targets[row]], Evaluation.ClassificationMetrics.SmallestProbability));
        }

        double error = (means[0] / _targets.Scale.Deviation) - _targets.Scale.Standardize(Rows.Targets[row]);
        return error * error / 2;
    }
}
