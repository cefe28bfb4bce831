namespace Slipway.Learning.Onnx;

/// <summary>An input or an output of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Element">The type of its elements.</param>
/// <param name="Width">The elements in a row: the tensor is <c>[rows, Width]</c>, or <c>[rows]</c> with a width of 1.</param>
public sealed record TensorInfo(string Name, TensorElement Element, int Width);
