namespace Slipway.Learning.Onnx.Operators;

/// <summary>What becomes of the elements along the axes that a reduction takes away.</summary>
internal enum Reduction
{
    Sum,
    Mean,
    Largest,
    Smallest,
    Product,
    SumOfSizes,
    SumOfSquares,
    Length,
    LogOfSum,
    LogOfSumOfPowers,
}
