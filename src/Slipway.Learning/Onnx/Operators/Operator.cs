using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>A node of a graph, made ready to run. Immutable: what an evaluation changes is in the tensors that it is given.</summary>
internal abstract class Operator
{
    /// <summary>Computes the outputs of the node from its inputs.</summary>
    /// <param name="values">The tensors of the graph, by slot.</param>
    /// <exception cref="OnnxException">The shapes do not fit the operator.</exception>
    public abstract void Run(Tensor[] values);

    protected static Span<T> Data<T>(Tensor[] values, int slot) => ((Tensor<T>)values[slot]).Data;
}
