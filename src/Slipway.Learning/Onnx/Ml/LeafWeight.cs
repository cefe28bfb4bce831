namespace Slipway.Learning.Onnx.Ml;

/// <summary>What a leaf adds to a target.</summary>
internal readonly record struct LeafWeight(int Target, float Weight);
