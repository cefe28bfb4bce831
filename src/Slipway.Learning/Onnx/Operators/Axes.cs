namespace Slipway.Learning.Onnx.Operators;

/// <summary>Axes of tensors; negative ones count from the last.</summary>
internal static class Axes
{
    /// <summary>The axis counted from the first.</summary>
    /// <exception cref="OnnxException">The tensor has no such axis.</exception>
    public static int Normalize(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw OnnxException.Invalid($"The model asks for axis {axis} of a tensor of {rank} dimensions.");

    /// <summary>The number of elements in the given dimensions.</summary>
    public static int Product(ReadOnlySpan<int> dims)
    {
        int product = 1;
        foreach (int dim in dims)
        {
            product *= dim;
        }

        return product;
    }
}
