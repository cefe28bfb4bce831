namespace Slipway.Learning.Onnx.Ml;

/// <summary>A node as the file has it. A child is an index into the nodes of all trees; at a leaf both are unused.</summary>
internal record struct FileTreeNode(
    BranchMode Mode, int Feature, float Threshold, int WhenTrue, int WhenFalse, bool MissingIsTrue, float Cover = float.NaN)
{
    /// <summary>The values that <see cref="BranchMode.Member"/> asks for, ascending.</summary>
    public float[]? Set { get; init; }
}
