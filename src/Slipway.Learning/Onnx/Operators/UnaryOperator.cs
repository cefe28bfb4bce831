using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>A function of each element.</summary>
internal sealed class UnaryOperator<TIn, TOut, TKernel>(int input, int output) : Operator
    where TKernel : struct, IUnaryKernel<TIn, TOut>
{
    public override void Run(Tensor[] values)
    {
        values[output].SetShape(values[input].Dims);
        var source = Data<TIn>(values, input);
        var target = Data<TOut>(values, output)[..source.Length];
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = TKernel.Invoke(source[i]);
        }
    }
}
