namespace Slipway.Learning.Onnx;

/// <summary>An input or an output of a graph: where its tensor is, and the shape that it was declared with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Slot">The slot of its tensor.</param>
/// <param name="Rank">The dimensions of an input, 1 or 2.</param>
/// <param name="Width">The elements in a row of an input.</param>
internal sealed record GraphPort(string Name, int Slot, int Rank = 0, int Width = 0);
