using Slipway.Learning.Schemas;

namespace Slipway.Learning.Onnx.Importing;

/// <summary>What a file does not say of its model, or says wrongly.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>What is predicted; by default what the outputs look like.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>The name of the column that is predicted; by default <c>label</c>.</summary>
    public string Label { get; init; } = "label";

    /// <summary>
    /// The features in the order of the model's inputs, one name for each element of a row; when empty the names of inputs of one element,
    /// and <c>name_0</c>, <c>name_1</c> for an input of several.
    /// </summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>The classes in the order of the probabilities; when empty those that the file names.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Whether rows may lack values: numbers are then given as NaN, words as the empty string.</summary>
    public bool AllowsMissing { get; init; }
}
