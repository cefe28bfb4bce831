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
    /// <summary>
    /// How much each row counts in training, finite and at least 0, only relative to the others; null where all count alike, which is the
    /// default. Evaluation counts all rows alike.
    /// </summary>
    public double[]? Weights { get; init; }

    /// <summary>What a model of these rows shall be good at.</summary>
    public TrainingGoal Goal { get; init; } = TrainingGoal.Default;

    /// <summary>The number of rows.</summary>
    public int RowCount => Targets.Length;

    /// <summary>The given rows, in their order.</summary>
    /// <param name="rowIndexes">Rows, 0-based.</param>
    public TrainingSet Take(ReadOnlySpan<int> rowIndexes)
    {
        return new TrainingSet(Schema, Features.Take(rowIndexes), Take(Targets, rowIndexes))
        {
            Weights = Weights is null ? null : Take(Weights, rowIndexes),
            Goal = Goal,
        };
    }

    private static double[] Take(double[] values, ReadOnlySpan<int> rowIndexes)
    {
        var taken = new double[rowIndexes.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = values[rowIndexes[i]];
        }

        return taken;
    }
}
