using Slipway.Learning.Randomness;

namespace Slipway.Learning.Learners.Forest;

/// <summary>Draws rows, each as likely as it weighs, so that the bootstrap sample of a tree is what weighted rows stand for.</summary>
internal sealed class RowDraws
{
    private readonly int _rowCount;
    private readonly double[]? _sums;

    /// <param name="rowCount">The number of rows.</param>
    /// <param name="weights">The weight of each row, at least 0, some above; null where all are alike.</param>
    public RowDraws(int rowCount, double[]? weights)
    {
        _rowCount = rowCount;
        if (weights is null)
        {
            return;
        }

        double sum = 0;
        _sums = Array.ConvertAll(weights, weight => sum += weight);
    }

    /// <summary>Draws a row.</summary>
    public int Next(SeededRandom random)
    {
        if (_sums is null)
        {
            return random.Next(_rowCount);
        }

        // The first row whose sum is above the number: never one of weight 0.
        double number = random.NextDouble() * _sums[^1];
        int low = 0, high = _sums.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_sums[middle] > number)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
