using System.Numerics;
using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>1 where an element is above a threshold, else 0.</summary>
internal sealed class BinarizerOperator<T>(int input, int output, T threshold) : Operator
    where T : INumber<T>
{
    public override void Run(Tensor[] values)
    {
        values[output].SetShape(values[input].Dims);
        var elements = Data<T>(values, input);
        var target = Data<T>(values, output);
        for (int i = 0; i < elements.Length; i++)
        {
            target[i] = elements[i] > threshold ? T.One : T.Zero;
        }
    }
}
