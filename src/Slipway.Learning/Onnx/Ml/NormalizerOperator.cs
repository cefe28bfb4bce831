using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Divides each row by its norm; a row of norm 0 stays as it is.</summary>
internal sealed class NormalizerOperator(int input, int output, string norm) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        values[output].SetShape(source.Dims);
        int width = source.RowWidth;
        var elements = Data<float>(values, input);
        var target = Data<float>(values, output);
        for (int start = 0; start < elements.Length; start += width)
        {
            var row = elements.Slice(start, width);
            float size = Norm(row);
            for (int i = 0; i < width; i++)
            {
                target[start + i] = size == 0 ? row[i] : row[i] / size;
            }
        }
    }

    private float Norm(ReadOnlySpan<float> row)
    {
        double sum = 0;
        float largest = float.MinValue;
        foreach (float value in row)
        {
            sum += norm == "L2" ? (double)value * value : Math.Abs(value);
            largest = Math.Max(largest, value);
        }

        return norm switch
        {
            "MAX" => largest,
            "L2" => (float)Math.Sqrt(sum),
            _ => (float)sum,
        };
    }
}
