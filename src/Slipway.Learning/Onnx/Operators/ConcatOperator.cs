using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Joins tensors along an axis.</summary>
internal sealed class ConcatOperator<T>(int[] inputs, int output, long axis) : Operator
{
    public override void Run(Tensor[] values)
    {
        var first = values[inputs[0]];
        int joined = Axes.Normalize(axis, first.Rank);
        Span<int> dims = stackalloc int[Tensor.MaxRank];
        dims = dims[..first.Rank];
        first.Dims.CopyTo(dims);
        long total = first.Dims[joined];
        for (int i = 1; i < inputs.Length; i++)
        {
            var other = values[inputs[i]].Dims;
            bool fits = other.Length == dims.Length
                && other[..joined].SequenceEqual(dims[..joined]) && other[(joined + 1)..].SequenceEqual(dims[(joined + 1)..]);
            if (!fits)
            {
                throw OnnxException.Invalid("The model joins tensors whose shapes do not fit.");
            }

            total += other[joined];
        }

        dims[joined] = (int)Math.Min(total, int.MaxValue);
        values[output].SetShape(dims);
        int outer = Axes.Product(dims[..joined]);
        int width = Axes.Product(dims[joined..]);
        int start = 0;
        foreach (int slot in inputs)
        {
            start += CopyBlocks(Data<T>(values, slot), Data<T>(values, output), outer, width, start);
        }
    }

    private static int CopyBlocks(ReadOnlySpan<T> source, Span<T> target, int outer, int width, int start)
    {
        int size = outer == 0 ? 0 : source.Length / outer;
        if (size == 1)
        {
            for (int i = 0, position = start; i < source.Length; i++, position += width)
            {
                target[position] = source[i];
            }

            return 1;
        }

        for (int i = 0; i < outer; i++)
        {
            source.Slice(i * size, size).CopyTo(target[((i * width) + start)..]);
        }

        return size;
    }
}
