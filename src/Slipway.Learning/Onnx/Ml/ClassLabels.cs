using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>The classes of a classifier, which are texts or integers, and the output that names one a row.</summary>
internal sealed class ClassLabels
{
    private readonly string[] _texts;
    private readonly long[] _integers;
    private readonly int _output;

    private ClassLabels(string[] texts, long[] integers, int output) => (_texts, _integers, _output) = (texts, integers, output);

    public int Count => Math.Max(_texts.Length, _integers.Length);

    /// <summary>Reads the classes and declares the first output of the node.</summary>
    public static ClassLabels Read(OperatorContext context, string integersName)
    {
        string[] texts = context.Strings("classlabels_strings");
        long[] integers = context.Ints(integersName);
        if (texts.Length == 0 == (integers.Length == 0))
        {
            throw OnnxException.Invalid($"{context.Description} names its classes neither as texts nor as integers, or as both.");
        }

        return new ClassLabels(texts, integers, context.Output(0, texts.Length > 0 ? TensorElement.String : TensorElement.Int64));
    }

    public void SetRowCount(Tensor[] values, int rows) => values[_output].SetShape(rows);

    /// <summary>Writes the class of a row.</summary>
    public void Write(Tensor[] values, int row, int classIndex)
    {
        if (_texts.Length > 0)
        {
            ((Tensor<string>)values[_output]).Data[row] = _texts[classIndex];
        }
        else
        {
            ((Tensor<long>)values[_output]).Data[row] = _integers[classIndex];
        }
    }
}
