using Slipway.Learning.Binning;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Randomness;

namespace Slipway.Learning.Learners.Forest;

/// <summary>Grows one tree at a time on a bootstrap sample. Buffers are reused; not safe for several threads at once.</summary>
internal sealed class ForestTreeGrower
{
    private readonly BinnedMatrix _matrix;
    private readonly ForestTargets _targets;
    private readonly ForestParameters _parameters;
    private readonly ForestSplitFinder _finder;
    private readonly RowDraws _draws;
    private readonly int[] _weights;
    private readonly int[] _rows;
    private readonly int[] _rightRows;
    private readonly int[] _features;
    private readonly Stack<(int Node, int Start, int Count)> _pending = [];
    private readonly List<float> _leafScores = [];
    private readonly TreeBuilder _builder = new();

    /// <param name="matrix">The features in bins.</param>
    /// <param name="targets">What the rows say.</param>
    /// <param name="parameters">The limits.</param>
    /// <param name="draws">Draws the rows of a tree.</param>
    public ForestTreeGrower(BinnedMatrix matrix, ForestTargets targets, ForestParameters parameters, RowDraws draws)
    {
        _draws = draws;
        (_matrix, _targets, _parameters) = (matrix, targets, parameters);
        _finder = new ForestSplitFinder(targets, parameters.MinRowsPerLeaf);
        _weights = new int[matrix.RowCount];
        _rows = new int[matrix.RowCount];
        _rightRows = new int[matrix.RowCount];
        _features = new int[matrix.Columns.Length];
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="random">The stream of this tree.</param>
    /// <param name="gains">The gain of each feature, added to.</param>
    public Tree Grow(SeededRandom random, double[] gains)
    {
        _pending.Clear();
        _leafScores.Clear();
        _builder.Clear();
        for (int f = 0; f < _features.Length; f++)
        {
            _features[f] = f;
        }

        _pending.Push((0, 0, DrawRows(random)));
        while (_pending.TryPop(out var pending))
        {
            var rows = _rows.AsSpan(pending.Start, pending.Count);
            var split = _finder.StartNode(rows, _weights) && _finder.NodeWeight >= 2 * _parameters.MinRowsPerLeaf
                ? FindSplit(rows, random)
                : ForestSplit.None;
            if (split.Feature < 0)
            {
                AddLeaf(pending.Node);
                continue;
            }

            gains[split.Feature] += Math.Max(0, split.Purity - NodePurity());
            var column = _matrix.Columns[split.Feature];
            int left = _builder.Split(pending.Node, split.Feature, column.ThresholdAbove(split.Bin), split.MissingGoesLeft);
            int lefts = Partition(rows, column, split);
            _pending.Push((left + 1, pending.Start + lefts, pending.Count - lefts));
            _pending.Push((left, pending.Start, lefts));
        }

        return _builder.Build([.. _leafScores], _targets.SlotCount == 1 ? 0 : -1);
    }

    /// <summary>Draws as many rows as there are, with replacement.</summary>
    /// <returns>How many different rows were drawn.</returns>
    private int DrawRows(SeededRandom random)
    {
        Array.Clear(_weights);
        for (int i = 0; i < _weights.Length; i++)
        {
            _weights[_draws.Next(random)]++;
        }

        int count = 0;
        for (int row = 0; row < _weights.Length; row++)
        {
            if (_weights[row] > 0)
            {
                _rows[count++] = row;
            }
        }

        return count;
    }

    /// <summary>Tries random features until enough of those that vary in the node were tried, or none is left.</summary>
    private ForestSplit FindSplit(ReadOnlySpan<int> rows, SeededRandom random)
    {
        var best = ForestSplit.None;
        int tried = 0;
        for (int i = 0; i < _features.Length && tried < _parameters.FeaturesPerSplit; i++)
        {
            random.ChooseFront(_features.AsSpan(i), 1);
            int feature = _features[i];
            bool isConstant;
            var split = _parameters.RandomThresholds
                ? _finder.FindRandom(_matrix.Columns[feature], feature, rows, _weights, random, out isConstant)
                : _finder.FindBest(_matrix.Columns[feature], feature, rows, _weights, out isConstant);
            tried += isConstant ? 0 : 1;
            best = split.Purity > best.Purity ? split : best;
        }

        return best;
    }

    private double NodePurity()
    {
        double squares = 0;
        foreach (double sum in _finder.NodeSums)
        {
            squares += sum * sum;
        }

        return squares / _finder.NodeWeight;
    }

    private void AddLeaf(int node)
    {
        _builder.SetLeaf(node, _leafScores.Count / _targets.SlotCount, (int)_finder.NodeWeight);
        foreach (double sum in _finder.NodeSums)
        {
            _leafScores.Add(Float32.FromDouble(_targets.Scale.Deviation * (sum / _finder.NodeWeight)));
        }
    }

    private int Partition(Span<int> rows, BinnedColumn column, ForestSplit split)
    {
        int lefts = 0, rights = 0;
        foreach (int row in rows)
        {
            int bin = column.Bins[row];
            bool goesLeft = bin <= split.Bin || (bin == column.MissingBin && split.MissingGoesLeft);
            rows[lefts] = row;
            _rightRows[rights] = row;
            lefts += goesLeft ? 1 : 0;
            rights += goesLeft ? 0 : 1;
        }

        _rightRows.AsSpan(0, rights).CopyTo(rows[lefts..]);
        return lefts;
    }
}
