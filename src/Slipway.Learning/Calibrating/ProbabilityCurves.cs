using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Calibrating;

/// <summary>A curve for each class; what they give is divided by its sum.</summary>
/// <param name="Classes">The curves, one a class.</param>
public sealed record ProbabilityCurves(IReadOnlyList<ProbabilityCurve> Classes) : ProbabilityMap
{
    /// <inheritdoc/>
    public override CalibrationMethod Method => CalibrationMethod.Isotonic;

    internal override void Apply(Span<float> probabilities)
    {
        float sum = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            probabilities[k] = Classes[k].Apply(probabilities[k]);
            sum += probabilities[k];
        }

        foreach (ref float probability in probabilities)
        {
            probability /= sum;
        }
    }

    /// <summary>Adds one clipped ramp for each stretch between points, for all classes at once; a class with fewer stretches has flat ones.</summary>
    internal override string Write(GraphBuilder builder, string probabilities)
    {
        int stretches = Math.Max(2, Classes.Max(curve => curve.Points.Count - 1));
        string? sum = null;
        for (int i = 0; i < stretches; i++)
        {
            string value = builder.Node("Sub", $"ramp{i}/from", [probabilities, Row(builder, $"ramp{i}/start", curve => At(curve, i).Start)]);
            value = builder.Node("Relu", $"ramp{i}/above", [value]);
            value = builder.Node("Min", $"ramp{i}/part", [value, Row(builder, $"ramp{i}/width", curve => At(curve, i).Width)]);
            value = builder.Node("Mul", $"ramp{i}/rise", [value, Row(builder, $"ramp{i}/slope", curve => At(curve, i).Slope)]);
            sum = sum is null ? value : builder.Node("Add", $"ramp{i}/sum", [sum, value]);
        }

        string risen = builder.Node("Add", "risen", [sum!, Row(builder, "lowestValues", curve => curve.Values[0])]);
        return builder.MlNode("Normalizer", "calibrated", [risen], AttributeProto.Of("norm", "L1"));
    }

    private static (float Start, float Width, float Slope) At(ProbabilityCurve curve, int stretch) => stretch + 1 < curve.Points.Count
        ? (curve.Points[stretch], curve.Points[stretch + 1] - curve.Points[stretch], curve.Slope(stretch))
        : (0, 1, 0);

    private string Row(GraphBuilder builder, string name, Func<ProbabilityCurve, float> value) =>
        builder.Constant(name, [Classes.Count], Classes.Select(value));
}
