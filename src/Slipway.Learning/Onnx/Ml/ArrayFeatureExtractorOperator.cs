using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Takes the elements at the given positions of the last axis.</summary>
internal sealed class ArrayFeatureExtractorOperator(int input, int indexes, int output) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        if (source.Rank == 0)
        {
            throw OnnxException.Invalid("An ArrayFeatureExtractor is given a single value.");
        }

        int width = source.Dims[^1];
        int outer = Axes.Product(source.Dims[..^1]);
        var positions = Data<long>(values, indexes);
        Span<int> dims = stackalloc int[Tensor.MaxRank];
        source.Dims.CopyTo(dims);
        dims[source.Rank - 1] = positions.Length;
        if (source.Rank == 1)
        {
            values[output].SetShape(1, positions.Length);
        }
        else
        {
            values[output].SetShape(dims[..source.Rank]);
        }

        for (int i = 0, target = 0; i < outer; i++)
        {
            foreach (long position in positions)
            {
                if (position < 0 || position >= width)
                {
                    throw OnnxException.Invalid($"The model asks for element {position} of {width}.");
                }

                values[output].CopyElements(source, (i * width) + (int)position, target++, 1);
            }
        }
    }
}
