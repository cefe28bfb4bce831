using Slipway.Learning.Featurizing;

namespace Slipway.Learning.Learners.Linear;

/// <summary>
/// The loss summed over the rows, each by its weight, plus <c>0.5 * l2 * |w|^2</c>, and its gradient. Parameters are the weights, row-major
/// <c>[scores, features]</c>, then the intercepts.
/// </summary>
internal sealed class PenalizedLoss
{
    /// <summary>Rows whose scores fit the nearest caches.</summary>
    private const int RowsInBlock = 1024;

    /// <summary>The partial sums that threads share. A fixed number, so that the order of additions does not hang on the threads.</summary>
    private const int MaxParts = 16;

    /// <summary>
    /// The penalty on intercepts: too small to see in a fit, it keeps the intercept of a class without rows from running away.
    /// </summary>
    private const double InterceptPenalty = 1e-6;

    private readonly FeatureMatrix _features;
    private readonly double[] _targets;
    private readonly double[] _weights;
    private readonly LinearLoss _loss;
    private readonly double _l2;
    private readonly ParallelOptions _parallel;
    private readonly double[][] _partGradients;
    private readonly double[][] _partScores;
    private readonly double[] _partLosses;

    public PenalizedLoss(FeatureMatrix features, double[] targets, double[] weights, LinearLoss loss, double l2, int threads)
    {
        (_features, _targets, _weights, _loss, _l2) = (features, targets, weights, loss, l2);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        int parts = Math.Clamp(features.RowCount / (2 * RowsInBlock), 1, MaxParts);
        _partLosses = new double[parts];
        _partGradients = [.. Enumerable.Range(0, parts).Select(_ => new double[ParameterCount])];
        _partScores = [.. Enumerable.Range(0, parts).Select(_ => new double[loss.ScoreCount * RowsInBlock])];
    }

    /// <summary>The number of parameters.</summary>
    public int ParameterCount => _loss.ScoreCount * (_features.FeatureCount + 1);

    /// <summary>The value at the parameters.</summary>
    /// <param name="parameters">Where.</param>
    /// <param name="gradient">Receives the gradient.</param>
    public double Evaluate(double[] parameters, double[] gradient)
    {
        int parts = _partLosses.Length;
        if (parts == 1)
        {
            EvaluatePart(0, parameters);
        }
        else
        {
            Parallel.For(0, parts, _parallel, part => EvaluatePart(part, parameters));
        }

        double value = 0;
        int weightCount = _loss.ScoreCount * _features.FeatureCount;
        for (int p = 0; p < gradient.Length; p++)
        {
            double penalty = p < weightCount ? _l2 : InterceptPenalty;
            gradient[p] = penalty * parameters[p];
            value += 0.5 * penalty * parameters[p] * parameters[p];
        }

        for (int part = 0; part < parts; part++)
        {
            value += _partLosses[part];
            for (int p = 0; p < gradient.Length; p++)
            {
                gradient[p] += _partGradients[part][p];
            }
        }

        return value;
    }

    private void EvaluatePart(int part, double[] parameters)
    {
        int parts = _partLosses.Length;
        int start = (int)((long)_features.RowCount * part / parts), end = (int)((long)_features.RowCount * (part + 1) / parts);
        Array.Clear(_partGradients[part]);
        _partLosses[part] = 0;
        for (int row = start; row < end; row += RowsInBlock)
        {
            _partLosses[part] += EvaluateBlock(row, Math.Min(RowsInBlock, end - row), parameters, _partScores[part], _partGradients[part]);
        }
    }

    private double EvaluateBlock(int start, int count, double[] parameters, Span<double> scores, double[] gradient)
    {
        int featureCount = _features.FeatureCount, scoreCount = _loss.ScoreCount;
        for (int k = 0; k < scoreCount; k++)
        {
            scores.Slice(k * RowsInBlock, count).Fill(parameters[(scoreCount * featureCount) + k]);
        }

        for (int f = 0; f < featureCount; f++)
        {
            var column = _features.Column(f).Slice(start, count);
            for (int k = 0; k < scoreCount; k++)
            {
                MixedVectors.AddScaled(scores.Slice(k * RowsInBlock, count), parameters[(k * featureCount) + f], column);
            }
        }

        double loss = _loss.Evaluate(scores, RowsInBlock, _targets.AsSpan(start, count), _weights.AsSpan(start, count));
        for (int f = 0; f < featureCount; f++)
        {
            var column = _features.Column(f).Slice(start, count);
            for (int k = 0; k < scoreCount; k++)
            {
                gradient[(k * featureCount) + f] += MixedVectors.Dot(column, scores.Slice(k * RowsInBlock, count));
            }
        }

        for (int k = 0; k < scoreCount; k++)
        {
            foreach (double slope in scores.Slice(k * RowsInBlock, count))
            {
                gradient[(scoreCount * featureCount) + k] += slope;
            }
        }

        return loss;
    }
}
