using Slipway.Learning.Onnx.Exporting;

namespace Slipway.Learning.Calibrating;

/// <summary>A map from the probabilities that a model gives to ones that are nearer to the frequencies. Immutable.</summary>
public abstract record ProbabilityMap
{
    /// <summary>How it was fitted.</summary>
    public abstract CalibrationMethod Method { get; }

    /// <summary>Maps the probabilities of a row, in place; they sum to 1 before and after.</summary>
    internal abstract void Apply(Span<float> probabilities);

    /// <summary>Adds the nodes that do the same; gives the name of the mapped probabilities.</summary>
    internal abstract string Write(GraphBuilder builder, string probabilities);
}
