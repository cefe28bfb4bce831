using Slipway.Learning.Schemas;

namespace Slipway.Serving.Tensors;

/// <summary>
/// The tensors that a model answers: <c>label</c>, BYTES <c>[N,1]</c>, and <c>probabilities</c>, FP32 <c>[N,classes]</c>; or
/// <c>prediction</c>, FP32 <c>[N,1]</c>, of a regression.
/// </summary>
public static class OutputTensors
{
    /// <summary>The most likely class.</summary>
    public const string Label = "label";

    /// <summary>The probabilities in the order of the classes.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>The predicted number.</summary>
    public const string Prediction = "prediction";

    private static readonly RequestedOutput[] OfClasses = [new(Label, null), new(Probabilities, null)];
    private static readonly RequestedOutput[] OfNumber = [new(Prediction, null)];

    /// <summary>A model's outputs, in order, as a request that names none asks for them.</summary>
    public static IReadOnlyList<RequestedOutput> All(ModelSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Task == LearningTask.Regression ? OfNumber : OfClasses;
    }
}
