using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Explaining;

/// <summary>
/// Which input of a model each column of its values comes from. Found by following the graph from the inputs, operator by operator; what
/// is not known to keep rows and columns apart has no owners.
/// </summary>
internal sealed class ColumnOwners
{
    /// <summary>The owner of a column that depends on no input.</summary>
    public const int Constant = -1;

    /// <summary>The owner of a column that depends on several inputs.</summary>
    public const int Mixed = -2;

    // Not a number of rows that models have constants for.
    private const int TrialRows = 7;

    private readonly CompiledGraph _graph;
    private readonly OnnxSession _session;
    private readonly int[]?[] _owners;

    private ColumnOwners(OnnxModel model)
    {
        _graph = model.Graph;
        _session = new OnnxSession(model, new ElementBudget(ElementBudget.ForTrial));
        _session.Resize(TrialRows);
        _session.Run();
        _owners = new int[]?[_graph.Values.Count];
        for (int i = 0; i < _graph.Inputs.Length; i++)
        {
            _owners[_graph.Inputs[i].Slot] = Filled(_graph.Inputs[i].Width, i);
        }

        foreach (var node in _graph.Nodes)
        {
            int[]? owners = Trace(node);
            foreach (int output in node.Outputs)
            {
                if (output != GraphNode.Absent)
                {
                    _owners[output] = owners is not null && owners.Length == Width(output) ? owners : null;
                }
            }
        }
    }

    /// <summary>
    /// The input behind each column of a value, or <see cref="Constant"/> or <see cref="Mixed"/>; null where that is not known.
    /// </summary>
    /// <exception cref="OnnxException">The model refuses rows of zeros.</exception>
    public static int[]? Find(OnnxModel model, int slot) => new ColumnOwners(model)._owners[slot];

    private static int[] Filled(int length, int owner)
    {
        var owners = new int[length];
        Array.Fill(owners, owner);
        return owners;
    }

    private static int Join(int left, int right) => left == right || right == Constant ? left : left == Constant ? right : Mixed;

    private int[]? Trace(GraphNode node) => node.Type switch
    {
        "Abs" or "Binarizer" or "Cast" or "Exp" or "Flatten" or "Floor" or "Identity" or "Imputer" or "IsNaN" or "LabelEncoder" or "Log"
            or "Neg" or "Not" or "Reciprocal" or "Relu" or "Reshape" or "Scaler" or "Sigmoid" or "Sqrt" or "Squeeze"
            or "StringNormalizer" or "Tanh" or "Unsqueeze" or "ZipMap" => OwnersOf(node.Inputs[0]),
        "Add" or "And" or "Div" or "Equal" or "Greater" or "GreaterOrEqual" or "Less" or "LessOrEqual" or "Max" or "Min" or "Mul" or "Or"
            or "Pow" or "Sub" or "Where" => Combine(node),
        "Concat" => IsLastOfTwo(node, node.Int("axis", 1)) ? Append(node) : null,
        "FeatureVectorizer" => Append(node),
        "Gather" when ConstantOf(node.Inputs[0]) is not null => node.Int("axis", 0) == 0 ? LookUp(node) : null,
        "Gather" => IsLastOfTwo(node, node.Int("axis", 0)) ? Pick(node) : null,
        "ArrayFeatureExtractor" => IsLastOfTwo(node, -1) ? Pick(node) : null,
        "OneHot" or "OneHotEncoder" or "TfIdfVectorizer" => Repeat(node),
        "Gemm" or "MatMul" => node.Int("transA", 0) == 0 && ConstantOf(node.Inputs[1]) is not null ? Mix(node) : null,
        "LinearClassifier" or "LinearRegressor" or "Normalizer" or "Softmax" or "TreeEnsembleClassifier" or "TreeEnsembleRegressor" =>
            Mix(node),
        _ => null,
    };

    private Tensor? ConstantOf(int slot) => slot == GraphNode.Absent ? null : _graph.Values[slot].Constant;

    /// <summary>The elements of a row, where the first dimension is that of the rows; else 0.</summary>
    private int Width(int slot)
    {
        var tensor = _session.Tensor(slot);
        return tensor.Rank > 0 && tensor.Dims[0] == TrialRows ? tensor.Length / TrialRows : 0;
    }

    private int[]? OwnersOf(int slot) => slot == GraphNode.Absent ? null : _owners[slot];

    private bool IsLastOfTwo(GraphNode node, long axis) => _session.Tensor(node.Inputs[0]).Rank == 2 && axis is 1 or -1;

    /// <summary>Each element comes from those at its place in the inputs, which are repeated to the shape of the largest.</summary>
    private int[]? Combine(GraphNode node)
    {
        var output = _session.Tensor(node.Outputs[0]);
        int rank = output.Rank;
        var owners = Filled(Width(node.Outputs[0]), Constant);
        Span<int> strides = stackalloc int[Tensor.MaxRank];
        foreach (int slot in node.Inputs)
        {
            if (ConstantOf(slot) is not null)
            {
                continue;
            }

            if (OwnersOf(slot) is not { } given || _session.Tensor(slot).Rank != rank)
            {
                return null;
            }

            Broadcast.Strides(_session.Tensor(slot).Dims, rank, strides);
            for (int i = 0; i < owners.Length; i++)
            {
                int index = 0;
                for (int axis = rank - 1, rest = i; axis > 0; axis--)
                {
                    index += rest % output.Dims[axis] * strides[axis];
                    rest /= output.Dims[axis];
                }

                owners[i] = Join(owners[i], given[index]);
            }
        }

        return owners;
    }

    private int[]? Append(GraphNode node)
    {
        var owners = new List<int>();
        foreach (int slot in node.Inputs)
        {
            if (OwnersOf(slot) is not { } given)
            {
                return null;
            }

            owners.AddRange(given);
        }

        return [.. owners];
    }

    private int[]? Pick(GraphNode node)
    {
        if (OwnersOf(node.Inputs[0]) is not { } given || ConstantOf(node.Inputs[1]) is not Tensor<long> indexes)
        {
            return null;
        }

        var owners = new int[indexes.Length];
        for (int i = 0; i < owners.Length; i++)
        {
            long index = indexes.Data[i];
            owners[i] = given[index < 0 ? index + given.Length : index];
        }

        return owners;
    }

    private int[]? Repeat(GraphNode node) => Repeat(node, node.Inputs[0]);

    /// <summary>What a position finds in a table comes from where the position does.</summary>
    private int[]? LookUp(GraphNode node) => Repeat(node, node.Inputs[1]);

    private int[]? Repeat(GraphNode node, int slot)
    {
        if (OwnersOf(slot) is not { Length: > 0 } given)
        {
            return null;
        }

        int times = Width(node.Outputs[0]) / given.Length;
        return [.. given.SelectMany(owner => Enumerable.Repeat(owner, times))];
    }

    /// <summary>Every column comes from every column of the same row.</summary>
    private int[]? Mix(GraphNode node)
    {
        int owner = Constant;
        foreach (int slot in node.Inputs)
        {
            if (slot == GraphNode.Absent || ConstantOf(slot) is not null)
            {
                continue;
            }

            if (OwnersOf(slot) is not { } given || _session.Tensor(slot).Rank < 2)
            {
                return null;
            }

            foreach (int other in given)
            {
                owner = Join(owner, other);
            }
        }

        return Filled(Width(node.Outputs[^1]), owner);
    }
}
