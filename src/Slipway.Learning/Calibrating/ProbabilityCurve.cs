namespace Slipway.Learning.Calibrating;

/// <summary>A line from point to point that never falls; beyond the outermost points it keeps their values.</summary>
/// <param name="Points">Probabilities as the model gives them, increasing; at least one.</param>
/// <param name="Values">The probabilities that they stand for, above 0.</param>
public sealed record ProbabilityCurve(IReadOnlyList<float> Points, IReadOnlyList<float> Values)
{
    /// <summary>The value at a probability, summed up as the exported graph does.</summary>
    internal float Apply(float probability)
    {
        float value = Values[0];
        for (int i = 0; i + 1 < Points.Count; i++)
        {
            float width = Points[i + 1] - Points[i];
            value += Math.Min(Math.Max(probability - Points[i], 0), width) * Slope(i);
        }

        return value;
    }

    /// <summary>How fast it rises from a point to the next.</summary>
    internal float Slope(int index) => (Values[index + 1] - Values[index]) / (Points[index + 1] - Points[index]);

    /// <summary>The curve of the probability of the other of two classes.</summary>
    internal ProbabilityCurve OfOther() =>
        new([.. Points.Reverse().Select(point => 1 - point)], [.. Values.Reverse().Select(value => 1 - value)]);
}
