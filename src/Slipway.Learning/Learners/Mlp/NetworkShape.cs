using Slipway.Learning.Models;
using Slipway.Learning.Randomness;

namespace Slipway.Learning.Learners.Mlp;

/// <summary>
/// How many values each layer takes and gives, and where its weights lie in one array of all parameters: layer by layer, the weights
/// row-major <c>[inputs, outputs]</c>, then the biases.
/// </summary>
internal sealed class NetworkShape
{
    private readonly int[] _widths;
    private readonly int[] _starts;

    public NetworkShape(int features, int hiddenLayers, int units, int outputs)
    {
        _widths = [features, .. Enumerable.Repeat(units, hiddenLayers), outputs];
        _starts = new int[_widths.Length];
        for (int layer = 0; layer < LayerCount; layer++)
        {
            _starts[layer + 1] = checked(_starts[layer] + ((_widths[layer] + 1) * _widths[layer + 1]));
        }
    }

    public int LayerCount => _widths.Length - 1;

    public int ParameterCount => _starts[^1];

    /// <summary>The values between the layers: 0 is what the first takes.</summary>
    public int Width(int layer) => _widths[layer];

    /// <summary>The weights of a layer.</summary>
    public Span<float> Weights(Span<float> parameters, int layer) =>
        parameters.Slice(_starts[layer], _widths[layer] * _widths[layer + 1]);

    /// <summary>The biases of a layer.</summary>
    public Span<float> Biases(Span<float> parameters, int layer) =>
        parameters.Slice(_starts[layer] + (_widths[layer] * _widths[layer + 1]), _widths[layer + 1]);

    /// <summary>Random weights that keep the size of what passes through (He et al. 2015, uniform); biases of 0.</summary>
    public float[] NewParameters(SeededRandom random)
    {
        var parameters = new float[ParameterCount];
        for (int layer = 0; layer < LayerCount; layer++)
        {
            // No rectifier follows the last layer.
            double bound = Math.Sqrt((layer < LayerCount - 1 ? 6.0 : 3.0) / Math.Max(1, _widths[layer]));
            foreach (ref float weight in Weights(parameters, layer))
            {
                weight = (float)(bound * ((2 * random.NextDouble()) - 1));
            }
        }

        return parameters;
    }

    /// <summary>The layers of a network.</summary>
    public IReadOnlyList<DenseLayer> ToLayers(float[] parameters) =>
    [
        .. Enumerable.Range(0, LayerCount)
            .Select(layer => new DenseLayer(Weights(parameters, layer).ToArray(), Biases(parameters, layer).ToArray())),
    ];
}
