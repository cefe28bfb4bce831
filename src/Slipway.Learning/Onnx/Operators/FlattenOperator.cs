using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Gives the elements a shape of two dimensions: those before an axis, and the rest.</summary>
internal sealed class FlattenOperator(int input, int output, long axis) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int split = axis == source.Rank ? source.Rank : Axes.Normalize(axis, source.Rank);
        values[output].SetShape(Axes.Product(source.Dims[..split]), Axes.Product(source.Dims[split..]));
        values[output].CopyElements(source, 0, 0, source.Length);
    }
}
