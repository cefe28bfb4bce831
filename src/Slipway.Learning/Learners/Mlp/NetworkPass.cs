using Slipway.Learning.Matrices;
using Slipway.Learning.Models;
using Slipway.Learning.Randomness;

namespace Slipway.Learning.Learners.Mlp;

/// <summary>Passes some rows forward through a network, and the slopes of their loss back. Its buffers serve one thread at a time.</summary>
internal sealed class NetworkPass
{
    // Slices of the random bits are compared with the share that is dropped.
    private const int BitsOfUnit = 16;

    /// <summary>Where fewer of the features than this share are not 0, as with the words of categories, only those are multiplied.</summary>
    private const double SparseShare = 0.2;

    private readonly NetworkShape _shape;
    private readonly OutputLink _link;
    private readonly float[][] _values;
    private readonly float[][] _slopes;
    private readonly float[] _transposed;
    private readonly double[] _row;

    public NetworkPass(NetworkShape shape, OutputLink link, int maxRows)
    {
        (_shape, _link) = (shape, link);
        _values = [.. Enumerable.Range(0, shape.LayerCount + 1).Select(layer => new float[maxRows * shape.Width(layer)])];
        _slopes = [.. Enumerable.Range(0, shape.LayerCount + 1).Select(layer => new float[layer == 0 ? 0 : maxRows * shape.Width(layer)])];
        _transposed = new float[Enumerable.Range(1, shape.LayerCount - 1).Select(layer => shape.Width(layer) * shape.Width(layer + 1)).DefaultIfEmpty().Max()];
        _row = new double[shape.Width(shape.LayerCount)];
        Gradient = new float[shape.ParameterCount];
    }

    /// <summary>The slopes of the parameters, after <see cref="Learn"/>.</summary>
    public float[] Gradient { get; }

    /// <summary>Where the features of the rows go, row-major.</summary>
    public Span<float> Features => _values[0];

    /// <summary>The raw scores of the rows, after a pass.</summary>
    public ReadOnlySpan<float> Scores => _values[^1];

    /// <summary>Computes the scores of the first rows.</summary>
    public void Forward(float[] parameters, int rows, float dropout = 0, SeededRandom? random = null)
    {
        for (int layer = 0; layer < _shape.LayerCount; layer++)
        {
            int inputs = _shape.Width(layer), outputs = _shape.Width(layer + 1);
            ReadOnlySpan<float> weights = _shape.Weights(parameters, layer);
            ReadOnlySpan<float> biases = _shape.Biases(parameters, layer);
            var given = _values[layer].AsSpan(0, rows * inputs);
            var sums = _values[layer + 1].AsSpan(0, rows * outputs);
            for (int row = 0; row < rows; row++)
            {
                biases.CopyTo(sums.Slice(row * outputs, outputs));
            }

            if (layer == 0 && IsSparse(given))
            {
                for (int i = 0; i < given.Length; i++)
                {
                    if (given[i] != 0)
                    {
                        FloatVectors.AddScaled(sums.Slice(i / inputs * outputs, outputs), given[i], weights.Slice(i % inputs * outputs, outputs));
                    }
                }
            }
            else
            {
                MatrixProduct.Add(sums, given, (inputs, 1), weights, rows, inputs, outputs);
            }

            if (layer < _shape.LayerCount - 1)
            {
                Rectify(sums);
            }

            if (random is not null && dropout > 0 && layer < _shape.LayerCount - 1)
            {
                Drop(_values[layer + 1].AsSpan(0, rows * outputs), dropout, random);
            }
        }
    }

    /// <summary>The loss of the rows that have been passed forward, summed by their weights.</summary>
    public double Loss(ReadOnlySpan<double> targets, ReadOnlySpan<float> weights)
    {
        double loss = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            loss += weights[row] * ReadRow(row, targets[row]);
        }

        return loss;
    }

    /// <summary>Passes rows forward and their slopes back into <see cref="Gradient"/>.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="targets">The targets of the rows.</param>
    /// <param name="weights">What each row counts beside the others.</param>
    /// <param name="share">What a row of weight 1 counts, such as one by the rows of the batch.</param>
    /// <param name="dropout">The share of the hidden values that are dropped.</param>
    /// <param name="random">Says which.</param>
    public void Learn(float[] parameters, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights, float share, float dropout, SeededRandom random)
    {
        int rows = targets.Length, last = _shape.LayerCount;
        Forward(parameters, rows, dropout, random);
        for (int row = 0; row < rows; row++)
        {
            ReadRow(row, targets[row]);
            for (int k = 0; k < _row.Length; k++)
            {
                _slopes[last][(row * _row.Length) + k] = (float)_row[k] * (weights[row] * share);
            }
        }

        Array.Clear(Gradient);
        for (int layer = last - 1; layer >= 0; layer--)
        {
            PassBack(parameters, layer, rows, dropout);
        }
    }

    /// <summary>Adds the slopes of a layer's parameters to the gradient, and finds those of the values below it.</summary>
    private void PassBack(float[] parameters, int layer, int rows, float dropout)
    {
        int inputs = _shape.Width(layer), outputs = _shape.Width(layer + 1);
        ReadOnlySpan<float> slopes = _slopes[layer + 1].AsSpan(0, rows * outputs);
        ReadOnlySpan<float> given = _values[layer].AsSpan(0, rows * inputs);
        var biases = _shape.Biases(Gradient, layer);
        for (int row = 0; row < rows; row++)
        {
            FloatVectors.AddScaled(biases, 1, slopes.Slice(row * outputs, outputs));
        }

        var gradient = _shape.Weights(Gradient, layer);
        if (layer == 0 && IsSparse(given))
        {
            for (int i = 0; i < given.Length; i++)
            {
                if (given[i] != 0)
                {
                    FloatVectors.AddScaled(gradient.Slice(i % inputs * outputs, outputs), given[i], slopes.Slice(i / inputs * outputs, outputs));
                }
            }

            return;
        }

        MatrixProduct.Add(gradient, given, (1, inputs), slopes, inputs, rows, outputs);
        if (layer == 0)
        {
            return;
        }

        var below = _slopes[layer].AsSpan(0, rows * inputs);
        float kept = 1 / (1 - dropout);
        MatrixProduct.Transpose(_shape.Weights(parameters, layer), inputs, outputs, _transposed);
        below.Clear();
        MatrixProduct.Add(below, slopes, (outputs, 1), _transposed, rows, outputs, inputs);
        for (int i = 0; i < below.Length; i++)
        {
            // A value that was rectified or dropped has no slope.
            below[i] = given[i] != 0 ? kept * below[i] : 0;
        }
    }

    private static bool IsSparse(ReadOnlySpan<float> features) => features.Length - features.Count(0) < SparseShare * features.Length;

    /// <summary>Gives the loss of a row, and leaves its slope by each score in the row buffer.</summary>
    private double ReadRow(int row, double target)
    {
        for (int k = 0; k < _row.Length; k++)
        {
            _row[k] = _values[^1][(row * _row.Length) + k];
        }

        switch (_link)
        {
            case OutputLink.Identity:
                _row[0] -= target;
                return 0.5 * _row[0] * _row[0];
            case OutputLink.Logistic:
                double score = _row[0];
                _row[0] = Links.Logistic(score) - target;
                return Math.Log(1 + Math.Exp(-Math.Abs(score))) + Math.Max(score, 0) - (target * score);
            default:
                double actual = _row[(int)target], largest = _row.Max();
                double loss = largest - actual + Math.Log(_row.Sum(other => Math.Exp(other - largest)));
                Links.Softmax(_row);
                _row[(int)target] -= 1;
                return loss;
        }
    }

    private static void Rectify(Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = Math.Max(value, 0);
        }
    }

    /// <summary>Sets a random share to 0, and makes the others larger by as much (Srivastava et al. 2014, inverted).</summary>
    private static void Drop(Span<float> values, float dropout, SeededRandom random)
    {
        uint limit = (uint)(dropout * (1 << BitsOfUnit));
        float kept = 1 / (1 - dropout);
        ulong bits = 0;
        for (int i = 0; i < values.Length; i++)
        {
            bits = i % (64 / BitsOfUnit) == 0 ? random.NextBits() : bits >> BitsOfUnit;
            values[i] = (bits & ((1 << BitsOfUnit) - 1)) < limit ? 0 : values[i] * kept;
        }
    }
}
