using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>Replaces each element by what a dictionary says, others by a default.</summary>
internal sealed class LabelEncoderOperator<TKey, TValue>(int input, int output, Dictionary<TKey, TValue> map, TValue byDefault) : Operator
    where TKey : notnull
{
    public override void Run(Tensor[] values)
    {
        values[output].SetShape(values[input].Dims);
        var keys = Data<TKey>(values, input);
        var target = Data<TValue>(values, output);
        for (int i = 0; i < keys.Length; i++)
        {
            target[i] = map.TryGetValue(keys[i], out var value) ? value : byDefault;
        }
    }
}
