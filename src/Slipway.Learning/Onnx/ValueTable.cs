using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx;

/// <summary>The values of a graph: each has a slot, an element type, and where it is constant its tensor.</summary>
internal sealed class ValueTable(ElementBudget budget)
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly List<Value> _values = [];

    public int Count => _values.Count;

    /// <summary>What constants may take together.</summary>
    public ElementBudget Budget { get; } = budget;

    public Value this[int slot] => _values[slot];

    public bool TryGetSlot(string name, out int slot) => _slots.TryGetValue(name, out slot);

    /// <summary>Adds a named value that is computed when the model runs.</summary>
    /// <exception cref="OnnxException">Another value has the name.</exception>
    public int Declare(string name, TensorElement element) => Add(name, new Value(element, null));

    /// <summary>Adds a named constant.</summary>
    /// <exception cref="OnnxException">Another value has the name.</exception>
    public int DeclareConstant(string name, Tensor tensor) => Add(name, new Value(tensor.Element, tensor));

    public int DeclareUnnamed(TensorElement element)
    {
        _values.Add(new Value(element, null));
        return _values.Count - 1;
    }

    public void MakeConstant(int slot, Tensor tensor) => _values[slot] = new Value(tensor.Element, tensor);

    private int Add(string name, Value value)
    {
        if (!_slots.TryAdd(name, _values.Count))
        {
            throw OnnxException.Invalid($"Two values of the model are named '{name}'. Export the model again.");
        }

        _values.Add(value);
        return _values.Count - 1;
    }

    public readonly record struct Value(TensorElement Element, Tensor? Constant);
}
