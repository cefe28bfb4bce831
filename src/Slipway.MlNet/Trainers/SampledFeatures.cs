using Slipway.Learning.Featurizing;

namespace Slipway.MlNet.Trainers;

/// <summary>Some rows of the training data, evenly spaced, by which a model's importances are measured. Immutable.</summary>
internal sealed class SampledFeatures
{
    /// <summary>Enough for shares with two digits, few enough to be kept with every model of a search.</summary>
    private const int MaxRows = 2000;

    private readonly float[] _values;

    private SampledFeatures(float[] values, int rowCount, int featureCount) =>
        (_values, RowCount, FeatureCount) = (values, rowCount, featureCount);

    public int RowCount { get; }

    public int FeatureCount { get; }

    public static SampledFeatures Of(FeatureMatrix matrix)
    {
        int rowCount = Math.Min(MaxRows, matrix.RowCount);
        var values = new float[rowCount * matrix.FeatureCount];
        for (int i = 0; i < rowCount; i++)
        {
            int row = (int)((long)i * matrix.RowCount / rowCount);
            matrix.CopyRows(row, 1, values.AsSpan(i * matrix.FeatureCount, matrix.FeatureCount));
        }

        return new SampledFeatures(values, rowCount, matrix.FeatureCount);
    }

    /// <summary>The features of a row.</summary>
    public ReadOnlySpan<float> Row(int rowIndex) => _values.AsSpan(rowIndex * FeatureCount, FeatureCount);

    /// <summary>The standard deviation of a feature.</summary>
    public double Deviation(int featureIndex)
    {
        var column = new float[RowCount];
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = _values[(i * FeatureCount) + featureIndex];
        }

        return NumberSummary.Of(column).StandardDeviation;
    }
}
