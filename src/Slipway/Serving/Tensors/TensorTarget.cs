namespace Slipway.Serving.Tensors;

/// <summary>Where the values of a tensor go: one feature, or all in their order.</summary>
/// <param name="FirstFeature">The feature of the first value of a row.</param>
/// <param name="Width">The features of a row.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Datatype">What the values are.</param>
internal readonly record struct TensorTarget(int FirstFeature, int Width, int Rows, TensorDatatype Datatype)
{
    public int Count => Rows * Width;
}
