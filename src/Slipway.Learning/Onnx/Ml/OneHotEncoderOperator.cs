using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Adds a last axis with one element a category: 1 at that of the input, else 0; all 0 for another category.</summary>
internal sealed class OneHotEncoderOperator<TKey>(int input, int output, Dictionary<TKey, int> positions, int depth) : Operator
    where TKey : notnull
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        Span<int> dims = stackalloc int[Tensor.MaxRank + 1];
        source.Dims.CopyTo(dims);
        dims[source.Rank] = depth;
        values[output].SetShape(dims[..(source.Rank + 1)]);
        var target = Data<float>(values, output);
        target.Clear();
        var keys = Data<TKey>(values, input);
        for (int i = 0; i < keys.Length; i++)
        {
            if (positions.TryGetValue(keys[i], out int position))
            {
                target[(i * depth) + position] = 1;
            }
        }
    }
}
