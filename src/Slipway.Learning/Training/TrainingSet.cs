using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Training;

/// <summary>Labelled rows: what a trainer learns from, or a model is evaluated on. Immutable; safe to read from several threads.</summary>
/// <param name="Schema">The features and the label. The columns of <paramref name="Features"/> carry these names and types.</param>
/// <param name="Features">The feature columns, in the order of the schema.</param>
/// <param name="Targets">
/// One a row: the index of the class in <see cref="ModelSchema.Classes"/>, or the number to predict. Never NaN.
/// </param>
public sealed record TrainingSet(ModelSchema Schema, Table Features, double[] Targets)
{
    /// <summary>The number of rows.</summary>
    public int RowCount => Targets.Length;

    /// <summary>The given rows, in their order.</summary>
    /// <param name="rowIndexes">Rows, 0-based.</param>
    public TrainingSet Take(ReadOnlySpan<int> rowIndexes)
    {
        var targets = new double[rowIndexes.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = Targets[rowIndexes[i]];
        }

        return new TrainingSet(Schema, Features.Take(rowIndexes), targets);
    }
}
