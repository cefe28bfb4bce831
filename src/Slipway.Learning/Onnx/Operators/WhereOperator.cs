using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>Takes each element from one of two tensors, as a condition says.</summary>
internal sealed class WhereOperator<T>(int condition, int whenTrue, int whenFalse, int output) : Operator
{
    public override void Run(Tensor[] values)
    {
        Span<int> pair = stackalloc int[Tensor.MaxRank];
        Span<int> dims = stackalloc int[Tensor.MaxRank];
        int rank = Broadcast.Shape(values[whenTrue].Dims, values[whenFalse].Dims, pair);
        rank = Broadcast.Shape(values[condition].Dims, pair[..rank], dims);
        dims = dims[..rank];
        values[output].SetShape(dims);

        Span<int> conditionStrides = stackalloc int[Tensor.MaxRank];
        Span<int> trueStrides = stackalloc int[Tensor.MaxRank];
        Span<int> falseStrides = stackalloc int[Tensor.MaxRank];
        Broadcast.Strides(values[condition].Dims, rank, conditionStrides);
        Broadcast.Strides(values[whenTrue].Dims, rank, trueStrides);
        Broadcast.Strides(values[whenFalse].Dims, rank, falseStrides);
        var conditions = Data<bool>(values, condition);
        var a = Data<T>(values, whenTrue);
        var b = Data<T>(values, whenFalse);
        var target = Data<T>(values, output);
        for (int i = 0; i < target.Length; i++)
        {
            (int conditionIndex, int trueIndex, int falseIndex) = (0, 0, 0);
            int rest = i;
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                int position = rest % dims[axis];
                rest /= dims[axis];
                conditionIndex += position * conditionStrides[axis];
                trueIndex += position * trueStrides[axis];
                falseIndex += position * falseStrides[axis];
            }

            target[i] = conditions[conditionIndex] ? a[trueIndex] : b[falseIndex];
        }
    }
}
