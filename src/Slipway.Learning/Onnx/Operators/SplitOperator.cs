using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Takes a tensor apart along an axis.</summary>
/// <param name="input">The tensor.</param>
/// <param name="outputs">The parts.</param>
/// <param name="axis">The axis.</param>
/// <param name="sizes">The size of each part; when empty they are equal, and the last may be smaller.</param>
internal sealed class SplitOperator(int input, int[] outputs, long axis, int[] sizes) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int split = Axes.Normalize(axis, source.Rank);
        int length = source.Dims[split];
        int equal = (length + outputs.Length - 1) / outputs.Length;
        int outer = Axes.Product(source.Dims[..split]);
        int inner = Axes.Product(source.Dims[(split + 1)..]);
        Span<int> dims = stackalloc int[Tensor.MaxRank];
        source.Dims.CopyTo(dims);
        int start = 0;
        for (int part = 0; part < outputs.Length; part++)
        {
            int size = sizes.Length > 0 ? sizes[part] : Math.Min(equal, length - start);
            if (size < 0 || size > length - start)
            {
                throw OnnxException.Invalid($"The model takes parts out of {length} elements that are more than those.");
            }

            dims[split] = size;
            var target = values[outputs[part]];
            target.SetShape(dims[..source.Rank]);
            for (int i = 0; i < outer; i++)
            {
                target.CopyElements(source, ((i * length) + start) * inner, i * size * inner, size * inner);
            }

            start += size;
        }
    }
}
