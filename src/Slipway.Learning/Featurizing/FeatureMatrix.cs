namespace Slipway.Learning.Featurizing;

/// <summary>The features of a model for some rows: one array of 32-bit floats a feature. Immutable once built.</summary>
internal sealed class FeatureMatrix(float[][] columns, int rowCount)
{
    /// <summary>The number of rows.</summary>
    public int RowCount { get; } = rowCount;

    /// <summary>The number of features.</summary>
    public int FeatureCount => columns.Length;

    /// <summary>The values of a feature, one a row; NaN where missing.</summary>
    public ReadOnlySpan<float> Column(int featureIndex) => columns[featureIndex];

    /// <summary>Copies rows into a row-major block, for code that walks one row at a time.</summary>
    /// <param name="firstRowIndex">The first row.</param>
    /// <param name="rowsInBlock">How many rows.</param>
    /// <param name="block">Receives <c>[rowsInBlock, FeatureCount]</c>.</param>
    public void CopyRows(int firstRowIndex, int rowsInBlock, Span<float> block)
    {
        int width = columns.Length;
        for (int f = 0; f < width; f++)
        {
            var column = columns[f].AsSpan(firstRowIndex, rowsInBlock);
            for (int i = 0, at = f; i < column.Length; i++, at += width)
            {
                block[at] = column[i];
            }
        }
    }
}
