namespace Slipway.Learning.Onnx.Ml;

/// <summary>The comparison at a node of a tree, in the order of the numbers that TreeEnsemble gives them.</summary>
internal enum BranchMode
{
    LessOrEqual = 0,
    Less = 1,
    GreaterOrEqual = 2,
    Greater = 3,
    Equal = 4,
    NotEqual = 5,
    Leaf = 6,

    /// <summary>Whether the value is one of a set; TreeEnsemble gives it the number that leaves have elsewhere.</summary>
    Member = 7,
}
