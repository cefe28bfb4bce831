namespace Slipway.Learning.Explaining;

/// <summary>The part of a model that makes scores of columns. Immutable; safe to use from several threads.</summary>
/// <param name="inputSlot">The slot of the tensor of columns.</param>
internal abstract class ScoreLayer(int inputSlot)
{
    public int InputSlot => inputSlot;

    /// <summary>Whether a score depends on a column.</summary>
    public abstract bool Uses(int column);

    /// <summary>Adds what each column contributes to a score.</summary>
    /// <param name="row">The columns.</param>
    /// <param name="score">The score.</param>
    /// <param name="contributions">One a column.</param>
    /// <returns>The base value: the contributions and it sum to the score.</returns>
    public abstract double Explain(ReadOnlySpan<float> row, int score, Span<double> contributions);
}
