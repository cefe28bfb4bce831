using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Takes the slices at the given positions of an axis.</summary>
internal sealed class GatherOperator(int input, int indexes, int output, long axis) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        var positions = values[indexes];
        int taken = Axes.Normalize(axis, source.Rank);
        Span<int> dims = stackalloc int[2 * Tensor.MaxRank];
        source.Dims[..taken].CopyTo(dims);
        positions.Dims.CopyTo(dims[taken..]);
        source.Dims[(taken + 1)..].CopyTo(dims[(taken + positions.Rank)..]);
        values[output].SetShape(dims[..(source.Rank - 1 + positions.Rank)]);

        int length = source.Dims[taken];
        int outer = Axes.Product(source.Dims[..taken]);
        int inner = Axes.Product(source.Dims[(taken + 1)..]);
        var asked = Data<long>(values, indexes);
        int target = 0;
        for (int i = 0; i < outer; i++)
        {
            foreach (long position in asked)
            {
                long index = position < 0 ? position + length : position;
                if (index < 0 || index >= length)
                {
                    throw OnnxException.Invalid($"The model asks for element {position} of {length}.");
                }

                values[output].CopyElements(source, ((i * length) + (int)index) * inner, target, inner);
                target += inner;
            }
        }
    }
}
