using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>Rows of a table as rows to predict.</summary>
public static class TableRows
{
    /// <summary>Makes a batch of all rows of a table.</summary>
    /// <param name="schema">The model's schema.</param>
    /// <param name="table">Has a column for each feature, of its type.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type; see <see cref="CanFeed"/>.</exception>
    public static FeatureBatch ToBatch(ModelSchema schema, Table table)
    {
        var batch = new FeatureBatch(schema);
        for (int row = 0; row < table.RowCount; row++)
        {
            batch.AddRow();
            for (int i = 0; i < schema.Features.Count; i++)
            {
                SetValue(batch, i, table[schema.Features[i].Name], row);
            }
        }

        return batch;
    }

    /// <summary>Whether a table has a column of its type for each feature.</summary>
    public static bool CanFeed(ModelSchema schema, Table table) =>
        schema.Features.All(feature => table.TryGetColumn(feature.Name, out var column) && column.Type == feature.Type);

    private static void SetValue(FeatureBatch batch, int featureIndex, Column column, int row)
    {
        if (column.IsMissing(row))
        {
            return;
        }

        switch (column)
        {
            case NumberColumn numbers: batch.SetNumber(featureIndex, (float)numbers.Values[row]); break;
            case CategoryColumn words: batch.SetWord(featureIndex, words.Categories[words.Codes[row]]); break;
            case TimestampColumn times: batch.SetTicks(featureIndex, times.Ticks[row]); break;
            case TextColumn texts: batch.SetWord(featureIndex, texts.Values[row]!); break;
            default: throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column));
        }
    }
}
