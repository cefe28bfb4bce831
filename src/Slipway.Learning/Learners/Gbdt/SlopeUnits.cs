namespace Slipway.Learning.Learners.Gbdt;

/// <summary>
/// What the whole numbers of <see cref="SlopeSums"/> stand for. Powers of two, so that nothing but the first rounding is lost.
/// </summary>
/// <param name="Gradient">The unit of first derivatives.</param>
/// <param name="Hessian">The unit of second derivatives.</param>
/// <param name="CountBits">The bits that the count of rows takes.</param>
internal readonly record struct SlopeUnits(double Gradient, double Hessian, int CountBits)
{
    /// <summary>Sums of first derivatives within so many bits are exact as 64-bit floats too.</summary>
    private const int SumBits = 52;

    /// <summary>More bits than these are beyond what a derivative is known to.</summary>
    private const int MaxBits = 44;

    /// <summary>The finest units with which the sums over all rows do not overflow.</summary>
    public static SlopeUnits For(int rowCount, double maxGradient, double maxHessian)
    {
        int countBits = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)rowCount);
        int gradientBits = Math.Min(MaxBits, SumBits - countBits);
        int hessianBits = Math.Min(MaxBits, 62 - countBits - countBits);
        return new SlopeUnits(Unit(maxGradient, gradientBits), Unit(maxHessian, hessianBits), countBits);
    }

    /// <summary>The sum of the first derivatives.</summary>
    public double GradientOf(SlopeSums sums) => sums.Gradient * Gradient;

    /// <summary>The sum of the second derivatives.</summary>
    public double HessianOf(SlopeSums sums) => (sums.Packed >> CountBits) * Hessian;

    /// <summary>The number of rows.</summary>
    public int CountOf(SlopeSums sums) => (int)(sums.Packed & ((1L << CountBits) - 1));

    private static double Unit(double max, int bits) =>
        max > 0 ? Math.ScaleB(1, Math.Max(Math.ILogB(max) + 1 - bits, -1000)) : 1;
}
