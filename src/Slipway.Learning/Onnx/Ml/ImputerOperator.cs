using System.Numerics;
using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Replaces one value, usually NaN, by another: one for all columns, or one a column.</summary>
internal sealed class ImputerOperator<T>(int input, int output, T replaced, T[] imputed) : Operator
    where T : INumber<T>
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int width = source.RowWidth;
        if (imputed.Length != 1 && imputed.Length != width)
        {
            throw OnnxException.Invalid($"An Imputer of {imputed.Length} columns is given {width}.");
        }

        values[output].SetShape(source.Dims);
        var elements = Data<T>(values, input);
        var target = Data<T>(values, output);
        bool replacesNaN = T.IsNaN(replaced);
        for (int i = 0, column = 0; i < elements.Length; i++)
        {
            T value = elements[i];
            bool isReplaced = replacesNaN ? T.IsNaN(value) : value == replaced;
            target[i] = isReplaced ? imputed[imputed.Length == 1 ? 0 : column] : value;
            column = column + 1 == width ? 0 : column + 1;
        }
    }
}
