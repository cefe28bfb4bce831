using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Onnx.Tensors;
using Slipway.Learning.Results;

namespace Slipway.Learning.Onnx;

/// <summary>
/// An ONNX model of tables, compiled for evaluation without native code. Its inputs and outputs are tensors of one row a prediction.
/// Immutable; safe to use from several threads, each with an <see cref="OnnxSession"/> of its own.
/// </summary>
public sealed class OnnxModel
{
    private static readonly int[] TrialRowCounts = [1, 2, 3];

    private readonly CompiledGraph _graph;

    private OnnxModel(ModelProto model, CompiledGraph graph)
    {
        _graph = graph;
        Producer = $"{model.ProducerName} {model.ProducerVersion}".Trim();
        Inputs = [.. graph.Inputs.Select(port => new TensorInfo(port.Name, graph.Values[port.Slot].Element, port.Width))];
        Outputs = TryOut();
    }

    /// <summary>The name and the version of the software that wrote the model; empty when the file does not say.</summary>
    public string Producer { get; }

    /// <summary>What the model takes, in the order of the file.</summary>
    public IReadOnlyList<TensorInfo> Inputs { get; }

    /// <summary>What the model gives, in the order of the file. A map from class to probability is given as the probabilities.</summary>
    public IReadOnlyList<TensorInfo> Outputs { get; }

    internal CompiledGraph Graph => _graph;

    /// <summary>Reads and compiles a model, and tries it on a few rows.</summary>
    /// <param name="bytes">The content of an ONNX file.</param>
    /// <returns>
    /// The model, or every problem: <c>onnx.malformed</c> (not an ONNX file), <c>onnx.unsupportedOperator</c> (an operator, attribute or
    /// type that cannot be evaluated, by name), <c>onnx.invalidModel</c> (parts that contradict each other).
    /// </returns>
    public static Result<OnnxModel> Load(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var model = ModelProto.Read(bytes);
            var graph = GraphCompiler.Compile(model);
            return graph.TryGetValue(out var compiled) ? new OnnxModel(model, compiled) : Result<OnnxModel>.Failure(graph.Problems);
        }
        catch (OnnxException problem)
        {
            return new Problem(problem.Code, problem.Message);
        }
    }

    /// <summary>Makes the buffers to evaluate the model in.</summary>
    public OnnxSession CreateSession() => new(this, new ElementBudget(long.MaxValue));

    /// <summary>A faster way to an output, for models that are trees and nothing else; null for others.</summary>
    /// <param name="outputIndex">The index in <see cref="Outputs"/>.</param>
    public ForestScorer? FindForestScorer(int outputIndex) => ForestScorer.Find(_graph, outputIndex);

    /// <summary>Runs the model on rows of zeros: shapes that do not fit are found now, and the widths of the outputs.</summary>
    private List<TensorInfo> TryOut()
    {
        var outputs = new List<TensorInfo>();
        foreach (int rows in TrialRowCounts)
        {
            var session = new OnnxSession(this, new ElementBudget(ElementBudget.ForTrial));
            session.Resize(rows);
            session.Run();
            outputs.Clear();
            foreach (var port in _graph.Outputs)
            {
                var tensor = session.Tensor(port.Slot);
                if (tensor.Rank == 0 || tensor.Dims[0] != rows)
                {
                    throw OnnxException.Invalid(
                        $"The output '{port.Name}' has the shape [{string.Join(',', tensor.Dims.ToArray())}] for {rows} rows; [rows,..] is due.");
                }

                outputs.Add(new TensorInfo(port.Name, tensor.Element, tensor.Length / rows));
            }
        }

        return outputs;
    }
}
