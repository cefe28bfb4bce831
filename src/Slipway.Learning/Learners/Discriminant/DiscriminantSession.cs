using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Discriminant;

/// <summary>The centre and the spread of each class, ready for any number of discriminants.</summary>
internal sealed class DiscriminantSession : ITrainingSession
{
    /// <summary>Standardised features beyond this, on either side, count as this.</summary>
    private const float FeatureLimit = 20;

    /// <summary>A mean of standardised numbers is 0 but for rounding, and is then not worth a step in the model.</summary>
    private const double NegligibleMean = 1e-5;

    /// <summary>The least variance, beside that of all rows, which is 1: classes without any spread are points otherwise.</summary>
    private const double LeastVariance = 1e-6;

    private readonly TrainingSet _data;
    private readonly Featurizer _featurizer;
    private readonly float[] _means;
    private readonly double[] _deviations;
    private readonly FeatureMatrix _standardized;
    private readonly ClassSpread[] _classes;
    private readonly double[][] _pooled;

    public DiscriminantSession(TrainingSet data, Featurizer featurizer, FeatureMatrix features, TrainerOptions options)
    {
        (_data, _featurizer) = (data, featurizer);
        NumberSummary[] summaries = [.. Enumerable.Range(0, features.FeatureCount).Select(f => NumberSummary.Of(features.Column(f)))];
        _means = Array.ConvertAll(summaries, s => Math.Abs(s.Mean) > NegligibleMean ? Float32.FromDouble(s.Mean) : 0);
        _deviations = Array.ConvertAll(summaries, s => s.StandardDeviation);
        _standardized = new FeatureMatrix(
            [.. summaries.Select((_, f) => Standardize(features.Column(f), _means[f], _deviations[f]))], features.RowCount);
        double[] weights = RowWeights.NormalizeOrOnes(data);
        _classes =
        [
            .. data.Schema.Classes.Select((_, k) => ClassSpread.Of(
                _standardized, [.. Enumerable.Range(0, data.RowCount).Where(row => data.Targets[row] == k)], weights, options.Threads)),
        ];
        _pooled = [.. _means.Select((_, i) => new double[i + 1])];
        foreach (var spread in _classes)
        {
            Add(_pooled, spread.Products, 1);
        }
    }

    /// <inheritdoc/>
    public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
    {
        double pooling = Math.Clamp(parameters.Get(DiscriminantTrainer.PoolingRange), 0, 1);
        double shrinkage = Math.Clamp(parameters.Get(DiscriminantTrainer.ShrinkageRange), 0, 1);
        int classes = _classes.Length;
        var inverses = new double[classes][][];
        var intercepts = new double[classes];
        for (int k = 0; k < classes; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[][] factor = Cholesky.Factorize(Covariance(_classes[k], pooling, shrinkage));
            inverses[k] = Cholesky.Invert(factor);

            // One row is added to each class: one that these rows lack is not impossible.
            double prior = (_classes[k].Weight + 1) / (_data.RowCount + classes);
            intercepts[k] = Math.Log(prior) - factor.Select((row, i) => Math.Log(row[i])).Sum();
        }

        return new DiscriminantTrainedModel(_data.Schema, _featurizer, ToModel(inverses, intercepts), Contributions(inverses));
    }

    private static float[] Standardize(ReadOnlySpan<float> values, float mean, double deviation)
    {
        var standardized = new float[values.Length];
        for (int row = 0; row < standardized.Length && deviation > 0; row++)
        {
            standardized[row] = (float)(Math.Clamp(values[row] - mean, -FeatureLimit, FeatureLimit) / deviation);
        }

        return standardized;
    }

    private static void Add(double[][] sums, double[][] products, double factor)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                sums[i][j] += factor * products[i][j];
            }
        }
    }

    /// <summary>Friedman's equations 18 and 19: the lower triangle.</summary>
    private double[][] Covariance(ClassSpread spread, double pooling, double shrinkage)
    {
        double weight = ((1 - pooling) * spread.Weight) + (pooling * _data.RowCount);
        bool isKnown = weight > 0;
        double[][] covariance = [.. _pooled.Select((_, i) => new double[i + 1])];
        Add(covariance, spread.Products, isKnown ? (1 - pooling) / weight : 0);
        Add(covariance, _pooled, isKnown ? pooling / weight : 1.0 / _data.RowCount);
        double even = covariance.Select((row, i) => row[i]).Average();
        for (int i = 0; i < covariance.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                covariance[i][j] *= 1 - shrinkage;
            }

            covariance[i][i] += (shrinkage * even) + LeastVariance;
        }

        return covariance;
    }

    /// <summary>For features as they are, not standardised. Half the squared distance is taken off a score: the half goes into the coordinates.</summary>
    private QuadraticModel ToModel(double[][][] inverses, double[] intercepts)
    {
        int width = _means.Length;
        var projections = new float[inverses.Length][];
        for (int k = 0; k < projections.Length; k++)
        {
            projections[k] = new float[width * width];
            for (int f = 0; f < width; f++)
            {
                double scale = _deviations[f] > 0 ? Math.Sqrt(0.5) / _deviations[f] : 0;
                for (int j = f; j < width; j++)
                {
                    projections[k][(f * width) + j] = Float32.FromDouble(inverses[k][j][f] * scale);
                }
            }
        }

        var link = inverses.Length == 2 ? OutputLink.Logistic : OutputLink.Softmax;
        return new QuadraticModel(
            _means,
            [.. _classes.SelectMany(spread => spread.Centre.Select((mean, f) => Float32.FromDouble(mean * _deviations[f])))],
            projections,
            Array.ConvertAll(link == OutputLink.Logistic ? [intercepts[1] - intercepts[0]] : intercepts, Float32.FromDouble),
            link)
        {
            FeatureLimit = FeatureLimit,
        };
    }

    /// <summary>How much the scores of the classes differ in their slopes: the mean square over rows, by standardised feature.</summary>
    private double[] Contributions(double[][][] inverses)
    {
        const int mostRows = 500;
        int width = _means.Length, rowCount = Math.Min(mostRows, _data.RowCount);
        var contributions = new double[width];
        var slopes = new double[inverses.Length][];
        var row = new float[width];
        for (int i = 0; i < rowCount; i++)
        {
            _standardized.CopyRows((int)((long)i * _data.RowCount / rowCount), 1, row);
            for (int k = 0; k < slopes.Length; k++)
            {
                slopes[k] = Slopes(inverses[k], row, _classes[k].Centre);
            }

            for (int f = 0; f < width; f++)
            {
                double mean = slopes.Average(ofClass => ofClass[f]);
                contributions[f] += slopes.Sum(ofClass => (ofClass[f] - mean) * (ofClass[f] - mean));
            }
        }

        return contributions;
    }

    /// <summary>The slopes of a score at a row: the inverse covariance times the way to the centre.</summary>
    private static double[] Slopes(double[][] inverse, float[] row, double[] centre)
    {
        var slopes = new double[row.Length];
        for (int j = 0; j < row.Length; j++)
        {
            double coordinate = 0;
            for (int f = 0; f <= j; f++)
            {
                coordinate += inverse[j][f] * (centre[f] - row[f]);
            }

            for (int f = 0; f <= j; f++)
            {
                slopes[f] += inverse[j][f] * coordinate;
            }
        }

        return slopes;
    }
}
