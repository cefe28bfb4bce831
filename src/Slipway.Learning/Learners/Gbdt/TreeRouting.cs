using Slipway.Learning.Binning;
using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Which bins go left at each node of a tree.</summary>
internal sealed class TreeRouting(BinnedMatrix matrix)
{
    private const int Bins = 256;
    private readonly List<byte[]> _spare = [];
    private readonly List<byte[]?> _goesLeft = [];
    private int _used;

    /// <summary>Starts a tree.</summary>
    public void Clear()
    {
        _goesLeft.Clear();
        _used = 0;
    }

    /// <summary>Sets the question of a node.</summary>
    /// <returns>For each of 256 bins 1 where it goes left, else 0.</returns>
    public byte[] Add(int node, SplitCandidate split)
    {
        if (_used == _spare.Count)
        {
            _spare.Add(new byte[Bins]);
        }

        byte[] goesLeft = _spare[_used++];
        for (int bin = 0; bin < Bins; bin++)
        {
            goesLeft[bin] = bin <= split.Bin || split.LeftBins.Contains(bin) ? (byte)1 : (byte)0;
        }

        goesLeft[matrix.Columns[split.Feature].MissingBin] = split.MissingGoesLeft ? (byte)1 : (byte)0;
        while (_goesLeft.Count <= node)
        {
            _goesLeft.Add(null);
        }

        _goesLeft[node] = goesLeft;
        return goesLeft;
    }

    /// <summary>Adds the scores of a tree to all rows but these.</summary>
    /// <param name="tree">The tree whose nodes were set.</param>
    /// <param name="done">The rows to leave out.</param>
    /// <param name="values">The scores of the leaves.</param>
    /// <param name="scores">The scores of the rows.</param>
    public void AddScoresExcept(Tree tree, ReadOnlySpan<int> done, double[] values, double[] scores)
    {
        var isDone = new bool[matrix.RowCount];
        foreach (int row in done)
        {
            isDone[row] = true;
        }

        for (int row = 0; row < isDone.Length; row++)
        {
            if (!isDone[row])
            {
                scores[row] += values[FindLeaf(tree, matrix, row)];
            }
        }
    }

    /// <summary>The leaf that a row of a matrix with the same bins reaches.</summary>
    public int FindLeaf(Tree tree, BinnedMatrix rows, int row)
    {
        int node = 0;
        while (tree.Features[node] >= 0)
        {
            int bin = rows.Columns[tree.Features[node]].Bins[row];
            node = _goesLeft[node]![bin] != 0 ? tree.Left[node] : tree.Right[node];
        }

        return tree.Left[node];
    }
}
