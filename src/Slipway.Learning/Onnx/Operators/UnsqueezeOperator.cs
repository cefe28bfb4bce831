using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Adds dimensions of 1 at the given axes of the output.</summary>
internal sealed class UnsqueezeOperator(int input, int output, long[] axes) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int rank = source.Rank + axes.Length;
        if (rank > Tensor.MaxRank)
        {
            throw OnnxException.Invalid($"The model asks for a tensor of {rank} dimensions.");
        }

        Span<int> dims = stackalloc int[Tensor.MaxRank];
        Span<bool> added = stackalloc bool[Tensor.MaxRank];
        foreach (long axis in axes)
        {
            int index = Axes.Normalize(axis, rank);
            if (added[index])
            {
                throw OnnxException.Invalid($"The model adds the axis {axis} twice.");
            }

            added[index] = true;
        }

        int next = 0;
        for (int i = 0; i < rank; i++)
        {
            dims[i] = added[i] ? 1 : source.Dims[next++];
        }

        values[output].SetShape(dims[..rank]);
        values[output].CopyElements(source, 0, 0, source.Length);
    }
}
