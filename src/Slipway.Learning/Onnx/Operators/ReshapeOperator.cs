using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Gives the elements another shape: 0 keeps a dimension, -1 is what is left.</summary>
internal sealed class ReshapeOperator(int input, int shape, int output, bool allowZero) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        var asked = Data<long>(values, shape);
        if (asked.Length > Tensor.MaxRank)
        {
            throw OnnxException.Invalid($"The model asks for a tensor of {asked.Length} dimensions.");
        }

        Span<int> dims = stackalloc int[Tensor.MaxRank];
        dims = dims[..asked.Length];
        int open = -1;
        long known = 1;
        for (int i = 0; i < asked.Length; i++)
        {
            if (asked[i] == -1 && open < 0)
            {
                open = i;
                continue;
            }

            bool keeps = asked[i] == 0 && !allowZero;
            if ((keeps && i >= source.Rank) || asked[i] is < 0 or > int.MaxValue)
            {
                throw OnnxException.Invalid($"The model asks for a dimension of {asked[i]}.");
            }

            dims[i] = keeps ? source.Dims[i] : (int)asked[i];
            known = Math.Min(known * dims[i], int.MaxValue);
        }

        if (open >= 0)
        {
            dims[open] = known == 0 ? 0 : (int)(source.Length / known);
            known *= dims[open];
        }

        if (known != source.Length)
        {
            throw OnnxException.Invalid($"The model gives {source.Length} elements a shape of {known}.");
        }

        values[output].SetShape(dims);
        values[output].CopyElements(source, 0, 0, source.Length);
    }
}
