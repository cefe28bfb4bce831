namespace Slipway.Learning.Onnx.Operators;

/// <summary>How tensors of different shapes are combined: aligned at their last dimension, a dimension of 1 is repeated.</summary>
internal static class Broadcast
{
    /// <summary>Gives the common shape of two shapes; returns its rank.</summary>
    /// <exception cref="OnnxException">Two dimensions differ and neither is 1.</exception>
    public static int Shape(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<int> dims)
    {
        int rank = Math.Max(left.Length, right.Length);
        for (int i = 1; i <= rank; i++)
        {
            int a = i <= left.Length ? left[^i] : 1;
            int b = i <= right.Length ? right[^i] : 1;
            if (a != b && a != 1 && b != 1)
            {
                throw OnnxException.Invalid($"The model combines tensors whose dimensions {a} and {b} do not fit.");
            }

            dims[rank - i] = a == 1 ? b : a;
        }

        return rank;
    }

    /// <summary>Whether a shape is the end of another, apart from leading ones, so that its elements repeat as a block.</summary>
    public static bool IsTail(ReadOnlySpan<int> shape, ReadOnlySpan<int> dims)
    {
        while (shape.Length > 0 && shape[0] == 1)
        {
            shape = shape[1..];
        }

        return shape.Length <= dims.Length && dims[^shape.Length..].SequenceEqual(shape);
    }

    /// <summary>Gives for each dimension of the common shape how far apart its elements are in a tensor; 0 where it is repeated.</summary>
    public static void Strides(ReadOnlySpan<int> shape, int rank, Span<int> strides)
    {
        strides.Clear();
        int stride = 1;
        for (int i = 1; i <= shape.Length; i++)
        {
            strides[rank - i] = shape[^i] == 1 ? 0 : stride;
            stride *= shape[^i];
        }
    }
}
