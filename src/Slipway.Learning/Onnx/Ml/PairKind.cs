namespace Slipway.Learning.Onnx.Ml;

/// <summary>What the one score of a tree ensemble means that tells two classes apart.</summary>
internal enum PairKind
{
    /// <summary>There is one score a class.</summary>
    None,

    /// <summary>The probability of the second class; all weights are positive.</summary>
    Probability,

    /// <summary>Above 0 is the second class.</summary>
    Score,
}
