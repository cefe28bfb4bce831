using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Forest;

/// <summary>The means over the trees of a growing forest, for each row that it is measured on, and their losses.</summary>
internal sealed class StageMeans
{
    private readonly ForestStages _rows;
    private readonly int _width;
    private readonly double[] _sums;
    private readonly List<double> _losses = [];

    /// <param name="rows">The rows.</param>
    /// <param name="width">The numbers of a prediction.</param>
    public StageMeans(ForestStages rows, int width)
    {
        (_rows, _width) = (rows, width);
        _sums = new double[rows.Rows.RowCount * width];
        Measure();
    }

    /// <summary>The mean loss after each tree; the first is that of no tree.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>Adds a tree, whose leaves hold means.</summary>
    public void Add(Tree tree)
    {
        for (int row = 0; row < _rows.Rows.RowCount; row++)
        {
            int leaf = tree.FindLeaf(_rows.Features(row));
            for (int k = 0; k < _width; k++)
            {
                _sums[(row * _width) + k] += tree.LeafScores[(leaf * _width) + k];
            }
        }

        Measure();
    }

    private void Measure()
    {
        int trees = Math.Max(1, _losses.Count);
        Span<double> means = new double[_width];
        double sum = 0;
        for (int row = 0; row < _rows.Rows.RowCount; row++)
        {
            for (int k = 0; k < _width; k++)
            {
                means[k] = _sums[(row * _width) + k] / trees;
            }

            sum += _rows.Loss(row, means);
        }

        _losses.Add(sum / _rows.Rows.RowCount);
    }
}
