using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;
using Slipway.Learning.Onnx.Texts;
using Slipway.Learning.Results;

namespace Slipway.Learning.Onnx;

/// <summary>Makes a graph ready to run, and gathers everything in it that cannot be.</summary>
internal sealed class GraphCompiler
{
    private const int MaxWidth = 1 << 20;
    private readonly ModelProto _model;
    private readonly GraphProto _graph;
    private readonly ValueTable _values = new(new ElementBudget(ModelProto.MaxSizeInBytes));
    private readonly ElementBudget _folding = new(ElementBudget.ForTrial);
    private readonly List<Operator> _operators = [];
    private readonly List<GraphNode> _nodes = [];
    private readonly List<Problem> _problems = [];
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    private GraphCompiler(ModelProto model, GraphProto graph) => (_model, _graph) = (model, graph);

    public static Result<CompiledGraph> Compile(ModelProto model)
    {
        if (model.Graph is null)
        {
            return new Problem(OnnxException.MalformedCode, "The file holds no ONNX graph. Export the model again.");
        }

        return new GraphCompiler(model, model.Graph).Compile();
    }

    private Result<CompiledGraph> Compile()
    {
        if (_graph.HasSparseInitializers)
        {
            _problems.Add(new Problem(OnnxException.UnsupportedCode, "The model holds sparse constants. Save it with dense ones."));
        }

        foreach (var initializer in _graph.Initializers)
        {
            Try(() => _values.DeclareConstant(initializer.Name, ConstantTensor.From(initializer, _values.Budget)), initializer.Name);
        }

        var inputs = new List<GraphPort>();
        foreach (var input in _graph.Inputs)
        {
            // Older files list their constants among the inputs, as values that a caller could replace.
            if (!_values.TryGetSlot(input.Name, out _) && !_unknown.Contains(input.Name))
            {
                Try(() => inputs.Add(CompileInput(input)), input.Name);
            }
        }

        foreach (var (node, chain) in TextChain.Join(_graph))
        {
            CompileNode(node, chain);
        }

        var outputs = new List<GraphPort>();
        foreach (var output in _graph.Outputs)
        {
            if (_values.TryGetSlot(output.Name, out int slot))
            {
                outputs.Add(new GraphPort(output.Name, slot));
            }
            else if (!_unknown.Contains(output.Name))
            {
                _problems.Add(new Problem(OnnxException.InvalidCode, $"Nothing in the model makes its output '{output.Name}'."));
            }
        }

        if (_problems.Count == 0 && outputs.Count == 0)
        {
            _problems.Add(new Problem(OnnxException.InvalidCode, "The model has no outputs."));
        }

        return _problems.Count > 0
            ? Result<CompiledGraph>.Failure(_problems)
            : new CompiledGraph(_values, [.. _operators], [.. _nodes], [.. inputs], [.. outputs]);
    }

    private GraphPort CompileInput(ValueInfoProto input)
    {
        if (!ConstantTensor.TryGetElement(input.DataType, out var element))
        {
            throw OnnxException.Unsupported(
                $"The input '{input.Name}' has elements of type {(int)input.DataType}; float, double, int, string, bool are supported.");
        }

        long width = input.Dims?.Count == 2 ? input.Dims[1] : 1;
        if (input.Dims is null || input.Dims.Count is not (1 or 2) || width is < 1 or > MaxWidth)
        {
            throw OnnxException.Unsupported(
                $"The input '{input.Name}' does not have the shape [rows] or [rows, width]. Export the model with such inputs.");
        }

        return new GraphPort(input.Name, _values.Declare(input.Name, element), input.Dims.Count, (int)width);
    }

    private void CompileNode(NodeProto node, TextChain? chain)
    {
        string domain = node.Domain == "ai.onnx" ? "" : node.Domain;
        if (!OperatorRegistry.TryFind(domain, node.OperatorType, out var factory))
        {
            _problems.Add(new Problem(
                OnnxException.UnsupportedCode,
                $"The model uses the operator {OperatorContext.Describe(node)}, which is not supported. Export it without that operator."));
            MarkUnknown(node);
            return;
        }

        if (node.Inputs.Exists(_unknown.Contains))
        {
            MarkUnknown(node);
            return;
        }

        try
        {
            var context = ContextOf(node);
            int firstOwnSlot = _values.Count;
            var compiled = chain is null ? factory(context) : new TextChainCompiler(chain, ContextOf).Compile(context);
            context.RefuseUnread();
            if (compiled is not null)
            {
                Add(node, [.. context.Conversions, compiled], firstOwnSlot);
            }
        }
        catch (OnnxException problem)
        {
            _problems.Add(new Problem(problem.Code, problem.Message));
            MarkUnknown(node);
        }
    }

    private OperatorContext ContextOf(NodeProto node)
    {
        string domain = node.Domain == "ai.onnx" ? "" : node.Domain;
        var import = _model.OpsetImports.Find(imported => (imported.Domain == "ai.onnx" ? "" : imported.Domain) == domain);
        return new OperatorContext(node, import?.Version ?? 1, _values);
    }

    /// <summary>Adds operators to the program, or runs them now when all that they take is constant.</summary>
    private void Add(NodeProto node, Operator[] operators, int firstOwnSlot)
    {
        bool isConstant = node.Inputs.TrueForAll(
            name => name.Length == 0 || (_values.TryGetSlot(name, out int slot) && _values[slot].Constant is not null));
        if (!isConstant)
        {
            _operators.AddRange(operators);
            _nodes.Add(Keep(node, operators[^1]));
            return;
        }

        var tensors = new Tensor[_values.Count];
        for (int slot = 0; slot < tensors.Length; slot++)
        {
            tensors[slot] = _values[slot].Constant ?? (slot >= firstOwnSlot ? Tensor.Create(_values[slot].Element, _folding) : null!);
        }

        foreach (var compiled in operators)
        {
            compiled.Run(tensors);
        }

        for (int slot = firstOwnSlot; slot < tensors.Length; slot++)
        {
            _values.MakeConstant(slot, tensors[slot]);
        }
    }

    private GraphNode Keep(NodeProto node, Operator compiled) => new(
        node.OperatorType,
        [.. node.Inputs.Select(FindSlot)],
        [.. node.Outputs.Select(FindSlot)],
        compiled,
        [.. node.Attributes.Where(attribute => attribute.IsNumber)]);

    private int FindSlot(string name) => name.Length > 0 && _values.TryGetSlot(name, out int slot) ? slot : GraphNode.Absent;

    private void Try(Action compile, string name)
    {
        try
        {
            compile();
        }
        catch (OnnxException problem)
        {
            _problems.Add(new Problem(problem.Code, problem.Message));
            _unknown.Add(name);
        }
    }

    private void MarkUnknown(NodeProto node) => _unknown.UnionWith(node.Outputs.Where(name => name.Length > 0));
}
