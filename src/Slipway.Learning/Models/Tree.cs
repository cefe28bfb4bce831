namespace Slipway.Learning.Models;

/// <summary>
/// A binary decision tree over 32-bit features. Node 0 is the root. At an inner node a row goes left when its feature is at most the
/// threshold, right when it is above; a missing value (NaN) goes left where <see cref="MissingGoesLeft"/> says so.
/// </summary>
public sealed class Tree
{
    /// <summary>The feature that a node asks for, 0-based; -1 at a leaf.</summary>
    public required int[] Features { get; init; }

    /// <summary>The threshold of a node.</summary>
    public required float[] Thresholds { get; init; }

    /// <summary>The left child of a node; at a leaf, the index of the leaf.</summary>
    public required int[] Left { get; init; }

    /// <summary>The right child of a node.</summary>
    public required int[] Right { get; init; }

    /// <summary>Whether a missing value goes left at a node.</summary>
    public required bool[] MissingGoesLeft { get; init; }

    /// <summary>
    /// The scores of the leaves, leaf-major: one a leaf when <see cref="Output"/> names an output, else one for each output.
    /// </summary>
    public required float[] LeafScores { get; init; }

    /// <summary>The output that the tree adds to, 0-based, or -1 when its leaves hold a score for each output.</summary>
    public required int Output { get; init; }

    /// <summary>The training rows that reached a node, which explanations weigh its children by; empty when that is unknown.</summary>
    public int[] Covers { get; init; } = [];

    /// <summary>The same questions with other scores in the leaves.</summary>
    internal Tree WithLeafScores(float[] leafScores) => new()
    {
        Features = Features,
        Thresholds = Thresholds,
        Left = Left,
        Right = Right,
        MissingGoesLeft = MissingGoesLeft,
        LeafScores = leafScores,
        Output = Output,
        Covers = Covers,
    };

    /// <summary>The leaf that a row reaches.</summary>
    /// <param name="row">The features of the row.</param>
    public int FindLeaf(ReadOnlySpan<float> row)
    {
        int node = 0;
        while (Features[node] >= 0)
        {
            float value = row[Features[node]];
            bool goesLeft = float.IsNaN(value) ? MissingGoesLeft[node] : value <= Thresholds[node];
            node = goesLeft ? Left[node] : Right[node];
        }

        return Left[node];
    }
}
