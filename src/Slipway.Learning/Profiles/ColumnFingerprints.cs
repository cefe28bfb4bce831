using Slipway.Learning.Tables;

namespace Slipway.Learning.Profiles;

/// <summary>
/// Tells whether two columns have the same value in every row: each cell is hashed together with its row, and the hashes of a column are
/// added up, so that parts of a table add up too, in any order.
/// </summary>
internal static class ColumnFingerprints
{
    /// <summary>The sum for the rows of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">Hashes of the rows.</param>
    public static ulong Of(Column column, ReadOnlySpan<ulong> rows)
    {
        ulong sum = 0;
        switch (column)
        {
            case NumberColumn numbers:
                var values = numbers.Values;
                for (int i = 0; i < rows.Length; i++)
                {
                    sum += Join(rows[i], double.IsFinite(values[i]) ? (ulong)BitConverter.DoubleToInt64Bits(values[i] + 0.0) : ulong.MaxValue);
                }

                break;
            case TimestampColumn times:
                var ticks = times.Ticks;
                for (int i = 0; i < rows.Length; i++)
                {
                    sum += Join(rows[i], (ulong)ticks[i]);
                }

                break;
            case CategoryColumn words:
                ulong[] ofWords = [.. words.Categories.Select(RowHashes.OfWord)];
                var codes = words.Codes;
                for (int i = 0; i < rows.Length; i++)
                {
                    sum += Join(rows[i], codes[i] < 0 ? 0 : ofWords[codes[i]]);
                }

                break;
            case TextColumn texts:
                for (int i = 0; i < rows.Length; i++)
                {
                    sum += Join(rows[i], RowHashes.OfWord(texts.Values[i]));
                }

                break;
        }

        return sum;
    }

    private static ulong Join(ulong row, ulong value) => DistinctCounter.Mix(row ^ DistinctCounter.Mix(value));
}
