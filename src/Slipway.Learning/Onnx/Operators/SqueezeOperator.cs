using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Drops dimensions of 1: those of the given axes, or all when none is given.</summary>
internal sealed class SqueezeOperator(int input, int output, long[] axes) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        Span<bool> dropped = stackalloc bool[Tensor.MaxRank];
        foreach (long axis in axes)
        {
            int index = Axes.Normalize(axis, source.Rank);
            if (source.Dims[index] != 1)
            {
                throw OnnxException.Invalid($"The model drops a dimension of {source.Dims[index]}; only one of 1 can be dropped.");
            }

            dropped[index] = true;
        }

        Span<int> dims = stackalloc int[Tensor.MaxRank];
        int rank = 0;
        for (int i = 0; i < source.Rank; i++)
        {
            if (!(axes.Length == 0 ? source.Dims[i] == 1 : dropped[i]))
            {
                dims[rank++] = source.Dims[i];
            }
        }

        values[output].SetShape(dims[..rank]);
        values[output].CopyElements(source, 0, 0, source.Length);
    }
}
