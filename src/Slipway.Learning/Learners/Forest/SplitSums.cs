namespace Slipway.Learning.Learners.Forest;

/// <summary>The sums of both sides of a split while rows move from the right to the left.</summary>
internal sealed class SplitSums(int slotCount)
{
    private readonly double[] _left = new double[slotCount];
    private readonly double[] _right = new double[slotCount];
    private double _leftSquares;
    private double _rightSquares;

    /// <summary>The rows on the left, by weight.</summary>
    public double LeftWeight { get; private set; }

    /// <summary>The rows on the right, by weight.</summary>
    public double RightWeight { get; private set; }

    /// <summary>The sum of squared sums over the weight, of both sides.</summary>
    public double Purity => (_leftSquares / LeftWeight) + (_rightSquares / RightWeight);

    /// <summary>Starts with everything on the right.</summary>
    public void Start(ReadOnlySpan<double> sums, double weight)
    {
        Array.Clear(_left);
        sums.CopyTo(_right);
        (LeftWeight, RightWeight) = (0, weight);
        _leftSquares = 0;
        _rightSquares = 0;
        foreach (double sum in sums)
        {
            _rightSquares += sum * sum;
        }
    }

    /// <summary>Moves the sum of one slot.</summary>
    public void Move(int slot, double sum)
    {
        _leftSquares += sum * ((2 * _left[slot]) + sum);
        _rightSquares -= sum * ((2 * _right[slot]) - sum);
        _left[slot] += sum;
        _right[slot] -= sum;
    }

    /// <summary>Moves weight.</summary>
    public void MoveWeight(double weight)
    {
        LeftWeight += weight;
        RightWeight -= weight;
    }
}
