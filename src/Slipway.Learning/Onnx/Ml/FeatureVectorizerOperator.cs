using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Joins the rows of its inputs into rows of one tensor.</summary>
internal sealed class FeatureVectorizerOperator(int[] inputs, int[] widths, int output) : Operator
{
    public override void Run(Tensor[] values)
    {
        int rows = values[inputs[0]].RowCount;
        int width = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            var input = values[inputs[i]];
            if (input.RowCount != rows || input.RowWidth != widths[i])
            {
                throw OnnxException.Invalid($"A FeatureVectorizer is given rows of {input.RowWidth} where it declares {widths[i]}.");
            }

            width += widths[i];
        }

        values[output].SetShape(rows, width);
        var target = Data<float>(values, output);
        int start = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            var source = Data<float>(values, inputs[i]);
            for (int row = 0; row < rows; row++)
            {
                source.Slice(row * widths[i], widths[i]).CopyTo(target[((row * width) + start)..]);
            }

            start += widths[i];
        }
    }
}
