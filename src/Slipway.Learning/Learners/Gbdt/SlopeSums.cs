namespace Slipway.Learning.Learners.Gbdt;

/// <summary>
/// Sums over the rows of a node, in whole numbers: whatever the order in which rows are added or subtracted, the sums have the same bits.
/// </summary>
/// <param name="Gradient">Of the first derivatives, in <see cref="SlopeUnits.Gradient"/>.</param>
/// <param name="Packed">Of the second derivatives, in <see cref="SlopeUnits.Hessian"/>, above the count of the rows.</param>
internal readonly record struct SlopeSums(long Gradient, long Packed)
{
    public static SlopeSums operator +(SlopeSums a, SlopeSums b) => new(a.Gradient + b.Gradient, a.Packed + b.Packed);

    public static SlopeSums operator -(SlopeSums whole, SlopeSums part) => new(whole.Gradient - part.Gradient, whole.Packed - part.Packed);
}
