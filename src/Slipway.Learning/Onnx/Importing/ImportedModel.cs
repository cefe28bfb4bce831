using Slipway.Learning.Schemas;

namespace Slipway.Learning.Onnx.Importing;

/// <summary>A model of other software, brought into the form that is served here.</summary>
/// <param name="Onnx">
/// The file with one input a feature and the outputs <c>label</c> and <c>probabilities</c>, or <c>prediction</c>; its own nodes are unchanged.
/// </param>
/// <param name="Schema">What it takes and answers.</param>
/// <param name="Producer">The software that wrote the file, as it says; may be empty.</param>
public sealed record ImportedModel(byte[] Onnx, ModelSchema Schema, string Producer);
