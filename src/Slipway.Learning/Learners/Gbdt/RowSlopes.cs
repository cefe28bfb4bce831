using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The derivatives of every row in the form that histograms add: the two numbers of <see cref="SlopeSums"/>.</summary>
internal sealed class RowSlopes(int rowCount)
{
    // Added to a number that is small against it, it leaves the nearest whole number in the low bits.
    private const double Rounder = 1.5 * (1L << 52);

    private readonly long[] _pairs = GC.AllocateUninitializedArray<long>(rowCount * HistogramKernel.Lanes);

    /// <summary>The numbers of every row, in the order of the rows.</summary>
    public ReadOnlySpan<long> Pairs => _pairs;

    /// <summary>What they stand for.</summary>
    public SlopeUnits Units { get; private set; }

    /// <summary>Takes the derivatives of a round.</summary>
    /// <param name="gradients">First derivatives, finite.</param>
    /// <param name="hessians">Second derivatives, finite and at least 0.</param>
    /// <param name="team">Who shares the work.</param>
    public void Load(double[] gradients, double[] hessians, WorkTeam team)
    {
        Units = SlopeUnits.For(rowCount, LargestMagnitude(gradients), LargestMagnitude(hessians));
        team.RunRows(rowCount, (start, end) => Round(gradients, hessians, start, end));
    }

    /// <summary>The sums over some rows.</summary>
    public SlopeSums Sum(ReadOnlySpan<int> rows)
    {
        var sums = default(SlopeSums);
        foreach (int row in rows)
        {
            sums += new SlopeSums(_pairs[HistogramKernel.Lanes * row], _pairs[(HistogramKernel.Lanes * row) + 1]);
        }

        return sums;
    }

    private static double LargestMagnitude(double[] values)
    {
        double largest = 0;
        int vectors = values.Length / Vector256<double>.Count;
        if (vectors > 0)
        {
            var largestOfLanes = Vector256<double>.Zero;
            for (int i = 0; i < vectors; i++)
            {
                var lanes = Vector256.LoadUnsafe(ref values[0], (nuint)(i * 4));
                largestOfLanes = Vector256.Max(largestOfLanes, Vector256.Abs(lanes));
            }

            for (int lane = 0; lane < 4; lane++)
            {
                largest = Math.Max(largest, largestOfLanes[lane]);
            }
        }

        for (int i = vectors * 4; i < values.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(values[i]));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Round(double[] gradients, double[] hessians, int start, int end)
    {
        double perGradient = 1 / Units.Gradient, perHessian = 1 / Units.Hessian;
        int countBits = Units.CountBits;
        long zero = BitConverter.DoubleToInt64Bits(Rounder);
        var g = gradients.AsSpan(start, end - start);
        var h = hessians.AsSpan(start, g.Length);
        var pairs = _pairs.AsSpan(start * HistogramKernel.Lanes, g.Length * HistogramKernel.Lanes);
        for (int i = 0; i < g.Length; i++)
        {
            long gradient = BitConverter.DoubleToInt64Bits((g[i] * perGradient) + Rounder) - zero;
            long hessian = BitConverter.DoubleToInt64Bits((h[i] * perHessian) + Rounder) - zero;
            pairs[2 * i] = gradient;
            pairs[(2 * i) + 1] = (hessian << countBits) + 1;
        }
    }
}
