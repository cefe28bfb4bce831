using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>What the factory of an operator is given: the node, its attributes, and the slots and types of its inputs.</summary>
internal sealed class OperatorContext(NodeProto node, long opsetVersion, ValueTable values)
{
    private readonly HashSet<string> _attributesRead = new(StringComparer.Ordinal);
    private readonly List<Operator> _conversions = [];

    public long OpsetVersion { get; } = opsetVersion;

    /// <summary>The node as messages name it.</summary>
    public string Description => Describe(node);

    public int InputCount => node.Inputs.Count;

    public int OutputCount => node.Outputs.Count;

    /// <summary>Conversions of inputs that run before the operator.</summary>
    public IReadOnlyList<Operator> Conversions => _conversions;

    public static string Describe(NodeProto node)
    {
        string domain = node.Domain.Length == 0 ? "ai.onnx" : node.Domain;
        return node.Name.Length == 0 ? $"{domain}.{node.OperatorType}" : $"{domain}.{node.OperatorType} (node '{node.Name}')";
    }

    public bool HasInput(int index) => index < node.Inputs.Count && node.Inputs[index].Length > 0;

    /// <summary>The slot of an input.</summary>
    /// <exception cref="OnnxException">The node lacks the input.</exception>
    public int Input(int index) => HasInput(index) && values.TryGetSlot(node.Inputs[index], out int slot)
        ? slot
        : throw OnnxException.Invalid($"{Description} lacks its input {index}.");

    /// <summary>The slot of an input of one type.</summary>
    /// <exception cref="OnnxException">The node lacks the input, or it has another type.</exception>
    public int Input(int index, TensorElement element)
    {
        int slot = Input(index);
        return values[slot].Element == element
            ? slot
            : throw OnnxException.Unsupported($"{Description} takes {values[slot].Element} as input {index}; {element} is supported.");
    }

    /// <summary>The slot of an input as 32-bit floats, converted before the operator runs where it is another number.</summary>
    public int FloatInput(int index) => InputAs(index, TensorElement.Float);

    /// <summary>The slot of an input as numbers of a type, converted before the operator runs where it is another number.</summary>
    public int InputAs(int index, TensorElement element)
    {
        int slot = Input(index);
        if (values[slot].Element == element)
        {
            return slot;
        }

        int converted = Scratch(element);
        _conversions.Add(CastOperator.Create(slot, values[slot].Element, converted, element, Description));
        return converted;
    }

    public TensorElement ElementOf(int index) => values[Input(index)].Element;

    /// <summary>The tensor of an input that must be a constant.</summary>
    /// <exception cref="OnnxException">It is computed when the model runs.</exception>
    public Tensor<T> Constant<T>(int index) => values[Input(index)].Constant as Tensor<T>
        ?? throw OnnxException.Unsupported($"Input {index} of {Description} is computed or of another type; a constant is supported.");

    /// <summary>Declares an output and gives its slot; an output that the node leaves out gets a slot that nobody reads.</summary>
    public int Output(int index, TensorElement element) =>
        index < node.Outputs.Count && node.Outputs[index].Length > 0 ? values.Declare(node.Outputs[index], element) : Scratch(element);

    /// <summary>Declares an output that is a constant.</summary>
    public void ConstantOutput(int index, Tensor tensor) => values.DeclareConstant(node.Outputs[index], tensor);

    /// <summary>A slot for the operator's own use.</summary>
    public int Scratch(TensorElement element) => values.DeclareUnnamed(element);

    public Tensor ReadTensor(TensorProto proto) => ConstantTensor.From(proto, values.Budget);

    public long Int(string name, long byDefault) => Find(name, AttributeType.Int)?.Int ?? byDefault;

    public float Float(string name, float byDefault) => Find(name, AttributeType.Float)?.Float ?? byDefault;

    public string String(string name, string byDefault) => Find(name, AttributeType.String)?.String ?? byDefault;

    public bool Has(string name) => node.Attributes.Exists(attribute => attribute.Name == name);

    public long[] Ints(string name) => Find(name, AttributeType.Ints)?.Ints.ToArray() ?? [];

    public float[] Floats(string name) => Find(name, AttributeType.Floats)?.Floats.ToArray() ?? [];

    public string[] Strings(string name) => Find(name, AttributeType.Strings)?.Strings.ToArray() ?? [];

    public Tensor? TensorAttribute(string name) => Find(name, AttributeType.Tensor)?.Tensor is { } proto ? ReadTensor(proto) : null;

    /// <summary>Notes that an attribute changes nothing in this evaluator.</summary>
    public void Ignore(string name) => _attributesRead.Add(name);

    /// <summary>Refuses attributes that the factory did not ask for, which it therefore does not support.</summary>
    /// <exception cref="OnnxException">There are some.</exception>
    public void RefuseUnread()
    {
        string[] unread = [.. node.Attributes.Select(attribute => attribute.Name).Where(name => !_attributesRead.Contains(name)).Distinct()];
        if (unread.Length > 0)
        {
            throw OnnxException.Unsupported($"{Description} has the attribute '{string.Join("', '", unread)}', which is not supported.");
        }
    }

    private AttributeProto? Find(string name, AttributeType type)
    {
        _attributesRead.Add(name);
        var found = node.Attributes.Find(attribute => attribute.Name == name);
        return found is null || found.Type == type || found.Type == AttributeType.Undefined
            ? found
            : throw OnnxException.Invalid($"The attribute '{name}' of {Description} has the type {found.Type}; {type} is due.");
    }
}
