using Slipway.Learning.Models;
using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners;

/// <summary>A fitted model that can be a part of a larger one: of an ensemble, or under a calibration.</summary>
internal interface IGraphModel : ITrainedModel
{
    /// <summary>The steps that make its features; their inputs are those of its graph.</summary>
    IReadOnlyList<FeatureStep> Steps { get; }

    /// <summary>Adds the nodes to a graph whose inputs are declared; gives the name of the probabilities or of the predicted number.</summary>
    string WriteAnswer(GraphBuilder builder);

    /// <summary>
    /// The model whose raw scores are these times a slope plus an offset for each class; null where the probabilities come of no scores.
    /// </summary>
    /// <param name="slope">Above 0.</param>
    /// <param name="offsets">One a class, of which the first of two is 0.</param>
    IGraphModel? Scale(float slope, ReadOnlySpan<float> offsets);
}
