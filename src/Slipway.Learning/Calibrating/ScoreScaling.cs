using Slipway.Learning.Learners;
using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Calibrating;

/// <summary>
/// The softmax of <c>Slope * ln(p) + Offsets</c>. A model whose probabilities come of scores takes slope and offsets into its own weights.
/// </summary>
/// <param name="Slope">Above 0; below 1 makes probabilities more cautious.</param>
/// <param name="Offsets">One a class.</param>
public sealed record ScoreScaling(float Slope, IReadOnlyList<float> Offsets) : ProbabilityMap
{
    /// <summary>The logarithm of a probability below this would be far from that of any score.</summary>
    internal const float Smallest = 1e-12f;

    /// <inheritdoc/>
    public override CalibrationMethod Method => CalibrationMethod.Platt;

    internal override void Apply(Span<float> probabilities)
    {
        Span<double> scores = probabilities.Length <= 64 ? stackalloc double[probabilities.Length] : new double[probabilities.Length];
        for (int k = 0; k < scores.Length; k++)
        {
            scores[k] = (Slope * Math.Log(Math.Max(probabilities[k], Smallest))) + Offsets[k];
        }

        Links.Softmax(scores);
        for (int k = 0; k < scores.Length; k++)
        {
            probabilities[k] = (float)scores[k];
        }
    }

    internal override string Write(GraphBuilder builder, string probabilities)
    {
        string value = builder.Node("Max", "aboveZero", [probabilities, builder.Constant("smallest", [1], [Smallest])]);
        value = builder.Node("Log", "logarithms", [value]);
        value = builder.Node("Mul", "sloped", [value, builder.Constant("slope", [1], [Slope])]);
        value = builder.Node("Add", "shifted", [value, builder.Constant("shift", [Offsets.Count], Offsets)]);
        return builder.Node("Softmax", "calibrated", [value], AttributeProto.Of("axis", 1L));
    }
}
