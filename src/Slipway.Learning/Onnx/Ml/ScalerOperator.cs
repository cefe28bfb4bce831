using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Subtracts an offset and multiplies by a scale: one for all columns, or one a column.</summary>
internal sealed class ScalerOperator(int input, int output, float[] offsets, float[] scales) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int width = source.RowWidth;
        if ((offsets.Length != 1 && offsets.Length != width) || (scales.Length != 1 && scales.Length != width))
        {
            throw OnnxException.Invalid($"A Scaler of {Math.Max(offsets.Length, scales.Length)} columns is given {width}.");
        }

        values[output].SetShape(source.Dims);
        var elements = Data<float>(values, input);
        var target = Data<float>(values, output);
        for (int i = 0, column = 0; i < elements.Length; i++)
        {
            target[i] = (elements[i] - offsets[offsets.Length == 1 ? 0 : column]) * scales[scales.Length == 1 ? 0 : column];
            column = column + 1 == width ? 0 : column + 1;
        }
    }
}
