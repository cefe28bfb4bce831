namespace Slipway.Learning.Learners.Gbdt;

/// <summary>A leaf of a tree that is growing.</summary>
internal sealed class GrowingLeaf
{
    /// <summary>The node in the tree.</summary>
    public required int Node { get; init; }

    /// <summary>Where its rows start in the row order.</summary>
    public required int Start { get; init; }

    /// <summary>The questions above it.</summary>
    public required int Depth { get; init; }

    /// <summary>What its splits are judged by.</summary>
    public required NodeState State { get; init; }

    /// <summary>Its histogram while it may still be split; null too where memory ran short.</summary>
    public NodeHistogram? Histogram { get; set; }

    /// <summary>The best way to split it.</summary>
    public SplitCandidate Split { get; set; } = SplitCandidate.None;
}
