using System.Numerics;

namespace Slipway.Learning.Learners.Mlp;

/// <summary>
/// Steps of Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019). Every number is computed by itself, so that
/// the width of the machine's vectors does not show.
/// </summary>
internal sealed class AdamSteps(int parameterCount, float weightDecay)
{
    private const float MeanShare = 0.9f, SquareShare = 0.999f, Epsilon = 1e-8f;

    private readonly float[] _means = new float[parameterCount];
    private readonly float[] _squares = new float[parameterCount];
    private double _meanBias = 1, _squareBias = 1;

    /// <summary>Moves the parameters against the gradient.</summary>
    public void Take(float[] parameters, float[] gradient, double learningRate)
    {
        _meanBias *= MeanShare;
        _squareBias *= SquareShare;
        float rate = (float)(learningRate / (1 - _meanBias));
        float squareScale = (float)(1 / (1 - _squareBias));
        float shrink = 1 - ((float)learningRate * weightDecay);
        int i = 0;
        for (; i <= parameters.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var slope = new Vector<float>(gradient, i);
            var mean = (MeanShare * new Vector<float>(_means, i)) + ((1 - MeanShare) * slope);
            var square = (SquareShare * new Vector<float>(_squares, i)) + ((1 - SquareShare) * slope * slope);
            mean.CopyTo(_means, i);
            square.CopyTo(_squares, i);
            var root = Vector.SquareRoot(square * squareScale) + new Vector<float>(Epsilon);
            ((new Vector<float>(parameters, i) * shrink) - (rate * mean / root)).CopyTo(parameters, i);
        }

        for (; i < parameters.Length; i++)
        {
            _means[i] = (MeanShare * _means[i]) + ((1 - MeanShare) * gradient[i]);
            _squares[i] = (SquareShare * _squares[i]) + ((1 - SquareShare) * gradient[i] * gradient[i]);
            float root = MathF.Sqrt(_squares[i] * squareScale) + Epsilon;
            parameters[i] = (parameters[i] * shrink) - (rate * _means[i] / root);
        }
    }
}
