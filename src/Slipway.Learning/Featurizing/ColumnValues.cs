using Slipway.Learning.Models;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Featurizing;

/// <summary>Reads the columns of a table as the inputs of a model see them.</summary>
internal static class ColumnValues
{
    /// <summary>The column as the type that a model was fitted on.</summary>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public static T Expect<T>(Column column)
        where T : Column =>
        column as T ?? throw new ArgumentException($"The column '{column.Name}' is a {column.GetType().Name}; the model takes a {typeof(T).Name}.");

    /// <summary>A new array with the numbers of a column, or with a part of its timestamps; NaN where missing.</summary>
    public static float[] ToFloats(Column column, TimestampPart? part)
    {
        var values = new float[column.RowCount];
        if (part is { } timestampPart)
        {
            var ticks = Expect<TimestampColumn>(column).Ticks;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = TimestampParts.Value(ticks[i], timestampPart);
            }
        }
        else
        {
            var numbers = Expect<NumberColumn>(column).Values;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Float32.FromDouble(numbers[i]);
            }
        }

        return values;
    }

    /// <summary>The words of a column that some row holds, most frequent first (ties in ordinal order), at most <paramref name="limit"/>.</summary>
    public static string[] FrequentWords(CategoryColumn column, int limit)
    {
        var counts = new int[column.Categories.Count];
        foreach (int code in column.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        // The empty word is how a missing value reaches the model.
        return [.. Enumerable.Range(0, counts.Length)
            .Where(code => counts[code] > 0 && column.Categories[code].Length > 0)
            .OrderByDescending(code => counts[code])
            .ThenBy(code => column.Categories[code], StringComparer.Ordinal)
            .Take(limit)
            .Select(code => column.Categories[code])];
    }
}
