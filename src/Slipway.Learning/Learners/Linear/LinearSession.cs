using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Linear;

/// <summary>Standardised rows, ready for any number of linear fits.</summary>
internal sealed class LinearSession(TrainingSet data, Featurizer featurizer, FeatureMatrix features, TrainerOptions options) : ITrainingSession
{
    /// <summary>The closed form takes time in the cube of the features, and is left to fewer than these.</summary>
    private const int MaxClosedFormFeatures = 1500;

    /// <summary>The gradient that counts as zero, for each row and for few rows.</summary>
    private const double GradientTolerancePerRow = 1e-6, MinGradientTolerance = 1e-5;

    private readonly double[] _weights = RowWeights.NormalizeOrOnes(data);

    /// <inheritdoc/>
    public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
    {
        double strength = Math.Max(0, parameters.Get(LinearTrainer.L2Range));
        double l1 = strength * Math.Clamp(parameters.Get(LinearTrainer.L1ShareRange), 0, 1), l2 = strength - l1;
        var (fitted, scoreCount, link) = data.Schema.Task switch
        {
            LearningTask.Regression => (FitNumbers(l2, l1, cancellationToken), 1, OutputLink.Identity),
            LearningTask.Binary => (Minimize(new LogisticLoss(), data.Targets, l2, l1, cancellationToken), 1, OutputLink.Logistic),
            _ => (
                Minimize(new SoftmaxLoss(data.Schema.Classes.Count), data.Targets, l2, l1, cancellationToken),
                data.Schema.Classes.Count,
                OutputLink.Softmax),
        };
        int weightCount = scoreCount * features.FeatureCount;
        var weights = Array.ConvertAll(fitted[..weightCount], Float32.FromDouble);
        var intercepts = Array.ConvertAll(fitted[weightCount..], Float32.FromDouble);
        NumberSummary[] summaries = [.. Enumerable.Range(0, features.FeatureCount).Select(f => NumberSummary.Of(features.Column(f)))];
        var model = new LinearModel(weights, intercepts, link)
        {
            FeatureMeans = Array.ConvertAll(summaries, summary => Float32.FromDouble(summary.Mean)),
        };
        return new LinearTrainedModel(data.Schema, featurizer, model, Contributions(fitted, summaries, scoreCount));
    }

    private double[] FitNumbers(double l2, double l1, CancellationToken cancellationToken)
    {
        var scale = TargetScale.Of(data.Targets);
        var targets = scale.Standardize(data.Targets);
        var fitted = l1 == 0 && features.FeatureCount <= MaxClosedFormFeatures
            ? RidgeSolver.Solve(features, targets, _weights, l2, options.Threads, cancellationToken)
            : Minimize(new SquaredLoss(), targets, l2, l1, cancellationToken);
        for (int p = 0; p < fitted.Length; p++)
        {
            fitted[p] *= scale.Deviation;
        }

        fitted[^1] += scale.Mean;
        return fitted;
    }

    private double[] Minimize(LinearLoss loss, double[] targets, double l2, double l1, CancellationToken cancellationToken)
    {
        var penalized = new PenalizedLoss(features, targets, _weights, loss, l2, options.Threads);
        var parameters = new double[penalized.ParameterCount];
        double tolerance = Math.Max(MinGradientTolerance, GradientTolerancePerRow * targets.Length);
        int weightCount = loss.ScoreCount * features.FeatureCount;
        if (l1 > 0)
        {
            OrthantWise.Minimize(penalized.Evaluate, parameters, weightCount, l1, tolerance, cancellationToken);
        }
        else
        {
            Lbfgs.Minimize(penalized.Evaluate, parameters, tolerance, cancellationToken);
        }

        return parameters;
    }

    /// <summary>The absolute weights, as if every feature had the deviation 1.</summary>
    private static double[] Contributions(double[] fitted, NumberSummary[] summaries, int scoreCount)
    {
        var contributions = new double[summaries.Length];
        for (int f = 0; f < contributions.Length; f++)
        {
            double deviation = summaries[f].StandardDeviation;
            for (int k = 0; k < scoreCount; k++)
            {
                contributions[f] += Math.Abs(fitted[(k * contributions.Length) + f]) * deviation;
            }
        }

        return contributions;
    }
}
