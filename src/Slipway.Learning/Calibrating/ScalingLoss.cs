using Slipway.Learning.Learners;

namespace Slipway.Learning.Calibrating;

/// <summary>The log loss of scaled scores, as a function of the slope and, of two classes, the offset of the second.</summary>
internal sealed class ScalingLoss
{
    private readonly int _classCount;
    private readonly double[] _targets;
    private readonly double[] _logarithms;
    private readonly double[] _own;
    private readonly double[] _other;

    public ScalingLoss(int classCount, double[] targets, float[] predictions)
    {
        (_classCount, _targets) = (classCount, targets);
        _logarithms = Array.ConvertAll(predictions, p => Math.Log(Math.Max(p, ScoreScaling.Smallest)));
        double[] counts = [.. Enumerable.Range(0, classCount).Select(k => (double)targets.Count(target => (int)target == k))];
        _own = Array.ConvertAll(counts, count => (count + 1) / (count + classCount));
        _other = Array.ConvertAll(counts, count => 1 / (count + classCount));
    }

    /// <summary>The mean loss.</summary>
    public double Evaluate(double slope, double offset, out Derivatives derivatives)
    {
        bool hasOffset = _classCount == 2;
        double loss = 0, bySlope = 0, byOffset = 0, slopeSlope = 0, slopeOffset = 0, offsetOffset = 0;
        var shares = new double[_classCount];
        for (int row = 0; row < _targets.Length; row++)
        {
            var logarithms = _logarithms.AsSpan(row * _classCount, _classCount);
            double largest = double.NegativeInfinity;
            for (int k = 0; k < shares.Length; k++)
            {
                shares[k] = (slope * logarithms[k]) + (hasOffset && k == 1 ? offset : 0);
                largest = Math.Max(largest, shares[k]);
            }

            int actual = (int)_targets[row];
            double sum = 0, wished = 0;
            for (int k = 0; k < shares.Length; k++)
            {
                wished += (k == actual ? _own[actual] : _other[actual]) * (shares[k] - largest);
                sum += Math.Exp(shares[k] - largest);
            }

            loss += Math.Log(sum) - wished;
            Links.Softmax(shares);
            double mean = 0, meanSquare = 0;
            for (int k = 0; k < shares.Length; k++)
            {
                mean += shares[k] * logarithms[k];
                meanSquare += shares[k] * logarithms[k] * logarithms[k];
                bySlope += (shares[k] - (k == actual ? _own[actual] : _other[actual])) * logarithms[k];
            }

            slopeSlope += meanSquare - (mean * mean);
            if (hasOffset)
            {
                byOffset += shares[1] - (actual == 1 ? _own[1] : _other[0]);
                slopeOffset += shares[1] * (logarithms[1] - mean);
                offsetOffset += shares[1] * shares[0];
            }
        }

        double rows = _targets.Length;
        derivatives = new Derivatives(bySlope / rows, byOffset / rows, slopeSlope / rows, slopeOffset / rows, offsetOffset / rows);
        return loss / rows;
    }

    /// <summary>The first and second derivatives.</summary>
    internal readonly record struct Derivatives(
        double Slope, double Offset, double SlopeSlope, double SlopeOffset, double OffsetOffset);
}
