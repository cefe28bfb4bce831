using System.Runtime.InteropServices;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// An inner node, packed so that four share a cache line. A child below 0 is the complement of a leaf. The children stand side by side, so
/// that the outcome of the comparison is an offset and not a branch that the processor would have to guess.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TreeNode
{
    /// <summary>A row goes right when its feature is above this.</summary>
    public float Threshold;

    /// <summary>Twice the feature, plus 1 where a missing value goes right.</summary>
    public int FeatureAndMissing;

    public int Left;

    public int Right;
}
