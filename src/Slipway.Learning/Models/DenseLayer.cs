namespace Slipway.Learning.Models;

/// <summary>One layer of a network: a weighted sum of its inputs for each of its outputs.</summary>
/// <param name="Weights">Row-major <c>[inputs, outputs]</c>.</param>
/// <param name="Biases">One an output.</param>
public sealed record DenseLayer(float[] Weights, float[] Biases)
{
    /// <summary>The number of inputs.</summary>
    public int InputCount => Weights.Length / Biases.Length;

    /// <summary>The number of outputs, at least 1.</summary>
    public int OutputCount => Biases.Length;
}
