using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx;

/// <summary>
/// The buffers of one evaluation at a time of an <see cref="OnnxModel"/>: set the number of rows, fill every input, run, read the outputs.
/// They grow and are kept, so that a run on no more rows than before allocates nothing. Not safe to use from several threads.
/// </summary>
public sealed class OnnxSession
{
    private readonly CompiledGraph _graph;
    private readonly Tensor[] _values;

    internal OnnxSession(OnnxModel model, ElementBudget budget)
    {
        _graph = model.Graph;
        _values = new Tensor[_graph.Values.Count];
        for (int slot = 0; slot < _values.Length; slot++)
        {
            var value = _graph.Values[slot];
            _values[slot] = value.Constant ?? Tensors.Tensor.Create(value.Element, budget);
        }

        Resize(1);
    }

    /// <summary>The rows that a run predicts; at first 1.</summary>
    public int RowCount { get; private set; }

    /// <summary>Sets the number of rows. What the inputs hold is then undefined.</summary>
    /// <param name="rows">At least 1.</param>
    public void Resize(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        RowCount = rows;
        foreach (var port in _graph.Inputs)
        {
            if (port.Rank == 1)
            {
                _values[port.Slot].SetShape(rows);
            }
            else
            {
                _values[port.Slot].SetShape(rows, port.Width);
            }
        }
    }

    /// <summary>The elements of an input to fill in, row-major <c>[rows, width]</c>; valid until <see cref="Resize"/>.</summary>
    /// <param name="inputIndex">The index in <see cref="OnnxModel.Inputs"/>.</param>
    /// <exception cref="ArgumentException">The input has another element type.</exception>
    public Span<float> Floats(int inputIndex) => Input<float>(inputIndex);

    /// <inheritdoc cref="Floats"/>
    public Span<double> Doubles(int inputIndex) => Input<double>(inputIndex);

    /// <inheritdoc cref="Floats"/>
    public Span<long> Int64s(int inputIndex) => Input<long>(inputIndex);

    /// <inheritdoc cref="Floats"/>
    /// <remarks>No element may be null; a missing word is the empty string.</remarks>
    public Span<string> Strings(int inputIndex) => Input<string>(inputIndex);

    /// <inheritdoc cref="Floats"/>
    public Span<bool> Bools(int inputIndex) => Input<bool>(inputIndex);

    /// <summary>Evaluates the model on the rows in the inputs.</summary>
    /// <exception cref="InvalidOperationException">
    /// The model asks for what the rows do not have, such as a position outside a tensor.
    /// </exception>
    public void Run()
    {
        foreach (var compiled in _graph.Operators)
        {
            compiled.Run(_values);
        }
    }

    /// <summary>The elements of an output, row-major <c>[rows, width]</c>; valid until the next run.</summary>
    /// <param name="outputIndex">The index in <see cref="OnnxModel.Outputs"/>.</param>
    /// <exception cref="ArgumentException">The output has another element type.</exception>
    public ReadOnlySpan<float> OutputFloats(int outputIndex) => Output<float>(outputIndex);

    /// <inheritdoc cref="OutputFloats"/>
    public ReadOnlySpan<double> OutputDoubles(int outputIndex) => Output<double>(outputIndex);

    /// <inheritdoc cref="OutputFloats"/>
    public ReadOnlySpan<long> OutputInt64s(int outputIndex) => Output<long>(outputIndex);

    /// <inheritdoc cref="OutputFloats"/>
    public ReadOnlySpan<string> OutputStrings(int outputIndex) => Output<string>(outputIndex);

    /// <inheritdoc cref="OutputFloats"/>
    public ReadOnlySpan<bool> OutputBools(int outputIndex) => Output<bool>(outputIndex);

    internal Tensor Tensor(int slot) => _values[slot];

    private Span<T> Input<T>(int index) => Typed<T>(_graph.Inputs[index]).Data;

    private Span<T> Output<T>(int index) => Typed<T>(_graph.Outputs[index]).Data;

    private Tensor<T> Typed<T>(GraphPort port) => _values[port.Slot] as Tensor<T>
        ?? throw new ArgumentException($"'{port.Name}' holds elements of type {_values[port.Slot].Element}, not {typeof(T).Name}.");
}
