using System.Runtime.Intrinsics;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Profiles;

/// <summary>
/// Adds up co-moments of numeric columns, block by block: deviations from the block's means first, so that the products are plain sums.
/// </summary>
internal sealed class CorrelationBuilder(IReadOnlyList<string> columns)
{
    private const int BlockSize = 1024;

    private readonly CoMoments[] _pairs = new CoMoments[CorrelationMatrix.PairCount(columns.Count)];
    private readonly double[][] _deviations = [.. columns.Select(_ => new double[BlockSize])];
    private readonly double[] _means = new double[columns.Count];
    private readonly double[] _squares = new double[columns.Count];
    private readonly bool[] _isWhole = new bool[columns.Count];

    public void Add(Table chunk)
    {
        var inputs = new NumberColumn[columns.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (NumberColumn)chunk[columns[i]];
        }

        for (int start = 0; start < chunk.RowCount; start += BlockSize)
        {
            AddBlock(inputs, start, Math.Min(BlockSize, chunk.RowCount - start));
        }
    }

    public void Add(CorrelationMatrix other)
    {
        for (int i = 0; i < _pairs.Length; i++)
        {
            _pairs[i] = _pairs[i].Merge(other.Pairs[i]);
        }
    }

    public CorrelationMatrix Build() => new([.. columns], [.. _pairs]);

    private void AddBlock(NumberColumn[] inputs, int start, int length)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Center(inputs[i].Values.Slice(start, length), i);
        }

        for (int i = 1; i < inputs.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                ref var pair = ref _pairs[CorrelationMatrix.PairIndex(i, j)];
                pair = pair.Merge(_isWhole[i] && _isWhole[j]
                    ? new(length, _means[i], _means[j], _squares[i], _squares[j], Dot(_deviations[i], _deviations[j], length))
                    : OfCompleteRows(inputs[i].Values.Slice(start, length), inputs[j].Values.Slice(start, length)));
            }
        }
    }

    private void Center(ReadOnlySpan<double> values, int column)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        double mean = sum / values.Length;
        _isWhole[column] = double.IsFinite(mean);
        _means[column] = mean;
        var deviations = _deviations[column];
        for (int i = 0; i < values.Length; i++)
        {
            deviations[i] = values[i] - mean;
        }

        _squares[column] = Dot(deviations, deviations, values.Length);
    }

    private static double Dot(double[] left, double[] right, int length)
    {
        // Four lanes whatever the processor has, so that every machine adds in the same order.
        var sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            sums += Vector256.LoadUnsafe(ref left[i]) * Vector256.LoadUnsafe(ref right[i]);
        }

        double total = Vector256.Sum(sums);
        for (; i < length; i++)
        {
            total += left[i] * right[i];
        }

        return total;
    }

    private static CoMoments OfCompleteRows(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sums = default(CoMoments);
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsFinite(x[i]) && double.IsFinite(y[i]))
            {
                sums = sums.Merge(new(1, x[i], y[i], 0, 0, 0));
            }
        }

        return sums;
    }
}
