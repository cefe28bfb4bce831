using Slipway.Learning.Models;
using Slipway.Learning.Randomness;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Mlp;

/// <summary>Trains networks of one shape on row-major features.</summary>
internal sealed class MlpFit
{
    /// <summary>
    /// The rows of a part of a batch. Parts are passed through by any threads, and their gradients added in order, so that the sum does not
    /// hang on the threads.
    /// </summary>
    private const int RowsOfPart = 32;

    private const int KeyOfOrder = 2, KeyOfDropout = 3;
    private const int MinPatience = 8;

    /// <summary>The learning rate falls to this share of the first, along half a wave of the cosine (Loshchilov and Hutter 2017).</summary>
    private const double LastRateShare = 0.05;

    private readonly NetworkShape _shape;
    private readonly float[] _rows;
    private readonly double[] _targets;
    private readonly double[] _weights;
    private readonly MlpParameters _values;
    private readonly int _seed;
    private readonly ParallelOptions _parallel;
    private readonly NetworkPass[] _passes;
    private readonly double[][] _partTargets;
    private readonly float[][] _partWeights;
    private readonly double[] _partLosses;

    public MlpFit(
        NetworkShape shape, OutputLink link, float[] rows, double[] targets, double[] weights, MlpParameters values, TrainerOptions options)
    {
        (_shape, _rows, _targets, _weights, _values, _seed) = (shape, rows, targets, weights, values, options.Seed);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads };
        int parts = targets.Length switch { < 4_000 => 1, < 50_000 => 4, _ => 8 };
        _passes = [.. Enumerable.Range(0, parts).Select(_ => new NetworkPass(shape, link, RowsOfPart))];
        _partTargets = [.. Enumerable.Range(0, parts).Select(_ => new double[RowsOfPart])];
        _partWeights = [.. Enumerable.Range(0, parts).Select(_ => new float[RowsOfPart])];
        _partLosses = new double[parts];
    }

    private int RowsOfBatch => _passes.Length * RowsOfPart;

    /// <summary>Trains.</summary>
    /// <param name="start">The parameters to start from; not changed.</param>
    /// <param name="learned">The rows to learn from.</param>
    /// <param name="check">
    /// Rows whose loss says when to stop: the parameters with the lowest are given. Empty to go on for <paramref name="epochs"/>.
    /// </param>
    /// <param name="epochs">The most passes over the rows.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The parameters, and after how many epochs they were reached.</returns>
    public (float[] Parameters, int Epochs) Run(
        float[] start, int[] learned, int[] check, int epochs, CancellationToken cancellationToken)
    {
        float[] parameters = [.. start], best = parameters;
        var steps = new AdamSteps(parameters.Length, _values.WeightDecay);
        int[] order = [.. learned];
        int batches = (order.Length + RowsOfBatch - 1) / RowsOfBatch;
        int patience = Math.Max(MinPatience, _values.Epochs / 6), bestEpoch = epochs;
        double lowest = double.PositiveInfinity;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            SeededRandom.OfKeys(_seed, KeyOfOrder, epoch).Shuffle(order.AsSpan());
            for (int batch = 0; batch < batches; batch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var rows = order.AsMemory(batch * RowsOfBatch, Math.Min(RowsOfBatch, order.Length - (batch * RowsOfBatch)));
                FindGradient(parameters, rows, (epoch * batches) + batch);
                double done = (epoch + ((double)batch / batches)) / _values.Epochs;
                double rate = _values.LearningRate * (LastRateShare + ((1 - LastRateShare) * 0.5 * (1 + Math.Cos(Math.PI * done))));
                steps.Take(parameters, _passes[0].Gradient, rate);
            }

            if (check.Length == 0)
            {
                continue;
            }

            double loss = Loss(parameters, check);
            if (loss < lowest)
            {
                (lowest, best, bestEpoch) = (loss, [.. parameters], epoch + 1);
            }
            else if (epoch + 1 - bestEpoch >= patience || !double.IsFinite(loss))
            {
                break;
            }
        }

        return (check.Length == 0 ? parameters : best, bestEpoch);
    }

    /// <summary>Leaves the gradient of a batch in the first pass.</summary>
    private void FindGradient(float[] parameters, ReadOnlyMemory<int> rows, int step)
    {
        int parts = (rows.Length + RowsOfPart - 1) / RowsOfPart;
        float share = 1f / rows.Length;
        ForParts(parts, part =>
        {
            var ofPart = rows.Span[(part * RowsOfPart)..Math.Min(rows.Length, (part + 1) * RowsOfPart)];
            var random = SeededRandom.OfKeys(_seed, KeyOfDropout, step, part);
            Load(ofPart, part);
            _passes[part].Learn(parameters, Targets(part, ofPart), Weights(part, ofPart), share, _values.Dropout, random);
        });
        for (int part = 1; part < parts; part++)
        {
            FloatVectors.AddScaled(_passes[0].Gradient, 1, _passes[part].Gradient);
        }
    }

    private double Loss(float[] parameters, int[] rows)
    {
        double loss = 0;
        for (int start = 0; start < rows.Length; start += RowsOfBatch)
        {
            var batch = rows.AsMemory(start, Math.Min(RowsOfBatch, rows.Length - start));
            int parts = (batch.Length + RowsOfPart - 1) / RowsOfPart;
            ForParts(parts, part =>
            {
                var ofPart = batch.Span[(part * RowsOfPart)..Math.Min(batch.Length, (part + 1) * RowsOfPart)];
                Load(ofPart, part);
                _passes[part].Forward(parameters, ofPart.Length);
                _partLosses[part] = _passes[part].Loss(Targets(part, ofPart), Weights(part, ofPart));
            });
            for (int part = 0; part < parts; part++)
            {
                loss += _partLosses[part];
            }
        }

        return loss / rows.Length;
    }

    private void ForParts(int parts, Action<int> work)
    {
        if (parts == 1 || _parallel.MaxDegreeOfParallelism == 1)
        {
            for (int part = 0; part < parts; part++)
            {
                work(part);
            }
        }
        else
        {
            Parallel.For(0, parts, _parallel, work);
        }
    }

    private ReadOnlySpan<double> Targets(int part, ReadOnlySpan<int> rows) => _partTargets[part].AsSpan(0, rows.Length);

    private ReadOnlySpan<float> Weights(int part, ReadOnlySpan<int> rows) => _partWeights[part].AsSpan(0, rows.Length);

    private void Load(ReadOnlySpan<int> rows, int part)
    {
        int width = _shape.Width(0);
        for (int i = 0; i < rows.Length; i++)
        {
            _rows.AsSpan(rows[i] * width, width).CopyTo(_passes[part].Features[(i * width)..]);
            _partTargets[part][i] = _targets[rows[i]];
            _partWeights[part][i] = (float)_weights[rows[i]];
        }
    }
}
