namespace Slipway.Learning.Onnx.Ml;

/// <summary>How the scores of a tree ensemble tell two classes apart.</summary>
internal enum PairKind
{
    /// <summary>There are not two classes; the largest score wins.</summary>
    None,

    /// <summary>A single score with positive weights is a probability: above a half is the second class.</summary>
    Probability,

    /// <summary>Above 0 is the second class.</summary>
    Score,
}
