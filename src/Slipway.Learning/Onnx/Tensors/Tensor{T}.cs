namespace Slipway.Learning.Onnx.Tensors;

/// <inheritdoc/>
internal sealed class Tensor<T>(TensorElement element, ElementBudget budget) : Tensor(element, budget)
{
    private T[] _data = [];

    public Span<T> Data => _data.AsSpan(0, Length);

    public override void CopyElements(Tensor source, int sourceStart, int start, int count) =>
        ((Tensor<T>)source).Data.Slice(sourceStart, count).CopyTo(Data[start..]);

    protected override void Reserve(int length)
    {
        if (length <= _data.Length)
        {
            return;
        }

        Budget.Take(length - _data.Length);
        _data = new T[length];
        if (_data is string[] strings)
        {
            strings.AsSpan().Fill("");
        }
    }
}
