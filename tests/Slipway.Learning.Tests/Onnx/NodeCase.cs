using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Onnx.Tensors;
using Slipway.Learning.Results;

namespace Slipway.Learning.Tests.Onnx;

/// <summary>
/// A case of ONNX's own backend tests: a model, inputs and the outputs that are due. The inputs are put into the graph as constants, so
/// that tensors of any shape go through the operators, not only those of one row a prediction.
/// </summary>
internal sealed class NodeCase
{
    private readonly string _folder;
    private readonly ModelProto _model;

    public NodeCase(string folder)
    {
        _folder = folder;
        _model = ModelProto.Read(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
    }

    /// <summary>The operators of the graph, by domain and name.</summary>
    public IEnumerable<(string Domain, string Name)> Operators => _model.Graph!.Nodes.Select(node => (node.Domain, node.OperatorType)).Distinct();

    /// <summary>Runs the case.</summary>
    /// <returns>The differences from what is due; or why the graph is refused.</returns>
    public Result<IReadOnlyList<string>> Run()
    {
        var graph = _model.Graph!;
        string data = Path.Combine(_folder, "test_data_set_0");
        for (int i = 0; i < graph.Inputs.Count; i++)
        {
            var value = ReadTensor(Path.Combine(data, $"input_{i}.pb"));
            if (value.DataType != graph.Inputs[i].DataType)
            {
                // Sequences and optional values, and bfloat16, which these files hold as the integers of its bits.
                return new Problem(OnnxException.UnsupportedCode, $"input {i} is no tensor of its declared type.");
            }

            value.Name = graph.Inputs[i].Name;
            graph.Initializers.Add(value);
        }

        try
        {
            var compiled = GraphCompiler.Compile(_model);
            return compiled.TryGetValue(out var ready)
                ? Result<IReadOnlyList<string>>.Success(Compare(ready, data))
                : Result<IReadOnlyList<string>>.Failure(compiled.Problems);
        }
        catch (OnnxException problem)
        {
            return new Problem(problem.Code, problem.Message);
        }
    }

    private List<string> Compare(CompiledGraph compiled, string data)
    {
        var differences = new List<string>();
        for (int i = 0; i < compiled.Outputs.Length; i++)
        {
            var port = compiled.Outputs[i];
            var due = ConstantTensor.From(ReadTensor(Path.Combine(data, $"output_{i}.pb")), new ElementBudget(long.MaxValue));
            if (compiled.Values[port.Slot].Constant is not { } given)
            {
                differences.Add($"{port.Name} was not computed");
            }
            else if (!given.Dims.SequenceEqual(due.Dims))
            {
                differences.Add($"{port.Name} has the shape [{string.Join(',', given.Dims.ToArray())}], not [{string.Join(',', due.Dims.ToArray())}]");
            }
            else if (!AreEqual(given, due))
            {
                differences.Add($"{port.Name} differs");
            }
        }

        return differences;
    }

    private static bool AreEqual(Tensor given, Tensor due) => (given, due) switch
    {
        (Tensor<float> a, Tensor<float> b) => AreClose([.. a.Data.ToArray().Select(v => (double)v)], [.. b.Data.ToArray().Select(v => (double)v)]),
        (Tensor<double> a, Tensor<double> b) => AreClose(a.Data.ToArray(), b.Data.ToArray()),
        (Tensor<long> a, Tensor<long> b) => a.Data.SequenceEqual(b.Data),
        (Tensor<string> a, Tensor<string> b) => a.Data.SequenceEqual(b.Data),
        (Tensor<bool> a, Tensor<bool> b) => a.Data.SequenceEqual(b.Data),
        _ => false,
    };

    private static bool AreClose(double[] given, double[] due) => given.Zip(due).All(pair =>
        pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-5 * Math.Max(1, Math.Abs(pair.Second)));

    private static TensorProto ReadTensor(string file) => TensorProto.Read(File.ReadAllBytes(file));
}
