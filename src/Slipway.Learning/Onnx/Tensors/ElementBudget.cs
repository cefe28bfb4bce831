namespace Slipway.Learning.Onnx.Tensors;

/// <summary>How many elements the tensors of one evaluation may hold together, so that a hostile model cannot exhaust the memory.</summary>
internal sealed class ElementBudget(long elements)
{
    /// <summary>What a model may need for a handful of rows while it is loaded and tried.</summary>
    public const long ForTrial = 1 << 24;

    private long _left = elements;

    /// <summary>Takes elements out of the budget.</summary>
    /// <exception cref="OnnxException">Not so many are left.</exception>
    public void Take(long count)
    {
        _left -= count;
        if (_left < 0)
        {
            throw OnnxException.Invalid("The model makes tensors too large for a tabular model. Check the shapes in the model.");
        }
    }
}
