using System.Numerics;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Brings each element into bounds, which are inputs where given; what is missing stays missing.</summary>
internal sealed class ClipOperator<T>(int input, int output, int? low, int? high, T smallest, T largest) : Operator
    where T : INumber<T>
{
    public override void Run(Tensor[] values)
    {
        values[output].SetShape(values[input].Dims);
        T lower = Bound(values, low, smallest);
        T upper = Bound(values, high, largest);
        var source = Data<T>(values, input);
        var target = Data<T>(values, output);
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = T.Min(T.Max(source[i], lower), upper);
        }
    }

    private static T Bound(Tensor[] values, int? slot, T byDefault)
    {
        if (slot is not { } given)
        {
            return byDefault;
        }

        return values[given].Length == 1
            ? Data<T>(values, given)[0]
            : throw OnnxException.Invalid("A bound of a Clip is not one number.");
    }
}
