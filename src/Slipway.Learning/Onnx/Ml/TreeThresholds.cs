using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// Numbers of a tree that may stand in double precision, read as 32-bit floats. A threshold is moved to the next float on the side where
/// every 32-bit value is answered as by the double.
/// </summary>
internal static class TreeThresholds
{
    /// <summary>Reads an attribute that is a list of floats, or a tensor under the same name and <c>_as_tensor</c>.</summary>
    public static double[] Read(OperatorContext context, string name) => context.TensorAttribute(name + "_as_tensor") is { } tensor
        ? Read(context, name, tensor)
        : Array.ConvertAll(context.Floats(name), value => (double)value);

    /// <summary>Reads an attribute that is a tensor of floats or doubles; empty where it is left out.</summary>
    public static double[] ReadTensor(OperatorContext context, string name) =>
        context.TensorAttribute(name) is { } tensor ? Read(context, name, tensor) : [];

    /// <summary>The float that decides as the threshold for every value that is a float.</summary>
    /// <param name="threshold">The threshold of the file.</param>
    /// <param name="mode">The comparison.</param>
    /// <param name="roundsValues">Whether the values are doubles too: rounded as the threshold is, an equal value stays equal.</param>
    public static float Narrow(double threshold, BranchMode mode, bool roundsValues)
    {
        float nearest = (float)threshold;
        return roundsValues ? nearest : mode switch
        {
            // x <= t, and x > t: the largest float that is not above t.
            BranchMode.LessOrEqual or BranchMode.Greater when nearest > threshold => MathF.BitDecrement(nearest),

            // x < t, and x >= t: the smallest float that is not below t.
            BranchMode.Less or BranchMode.GreaterOrEqual when nearest < threshold => MathF.BitIncrement(nearest),

            // No float equals a number that is none.
            BranchMode.Equal or BranchMode.NotEqual when nearest != threshold => float.PositiveInfinity,
            _ => nearest,
        };
    }

    private static double[] Read(OperatorContext context, string name, Tensor tensor) => tensor switch
    {
        Tensor<double> doubles => doubles.Data.ToArray(),
        Tensor<float> floats => Array.ConvertAll(floats.Data.ToArray(), value => (double)value),
        _ => throw OnnxException.Unsupported(
            $"{context.Description} has {tensor.Element} elements in '{name}'; {TensorDataType.Float} and {TensorDataType.Double} are supported."),
    };
}
