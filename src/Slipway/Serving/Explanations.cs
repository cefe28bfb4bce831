using Slipway.Learning.Explaining;
using Slipway.Learning.Schemas;

namespace Slipway.Serving;

/// <summary>
/// How much each feature contributed to the answers for some rows: to the class that was predicted, or to the number. A base value, which
/// is the answer for the average training row, and the contributions sum to the answer in <see cref="Space"/>.
/// </summary>
public sealed class Explanations
{
    private readonly double[] _baseValues;
    private readonly double[] _contributions;

    internal Explanations(ModelSchema schema, ExplanationSpace space, int rowCount)
    {
        (Schema, Space) = (schema, space);
        _baseValues = new double[rowCount];
        _contributions = new double[checked(rowCount * schema.Features.Count)];
    }

    /// <summary>The features, in the order of the contributions.</summary>
    public ModelSchema Schema { get; }

    /// <summary>What the numbers of a row sum to.</summary>
    public ExplanationSpace Space { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => _baseValues.Length;

    /// <summary>The answer for the average training row.</summary>
    /// <param name="rowIndex">The row, 0-based.</param>
    public double BaseValue(int rowIndex) => _baseValues[rowIndex];

    /// <summary>What each feature of the schema contributed.</summary>
    /// <param name="rowIndex">The row, 0-based.</param>
    public ReadOnlySpan<double> Contributions(int rowIndex) => Row(rowIndex);

    internal void SetBaseValue(int rowIndex, double value) => _baseValues[rowIndex] = value;

    internal Span<double> Row(int rowIndex) => _contributions.AsSpan(rowIndex * Schema.Features.Count, Schema.Features.Count);
}
