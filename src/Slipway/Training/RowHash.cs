using Slipway.Learning.Tables;

namespace Slipway.Training;

/// <summary>Finds rows that repeat an earlier row in every column, by a 128-bit hash of their values.</summary>
internal static class RowHash
{
    public static int CountDuplicates(Table table)
    {
        var hashes = new UInt128[table.RowCount];
        Array.Fill(hashes, UInt128.One);
        foreach (var column in table.Columns)
        {
            for (int i = 0; i < hashes.Length; i++)
            {
                hashes[i] = Mix(hashes[i], ValueBits(column, i));
            }
        }

        return hashes.Length - hashes.Distinct().Count();
    }

    private static ulong ValueBits(Column column, int rowIndex) => column switch
    {
        NumberColumn c => BitConverter.DoubleToUInt64Bits(c.Values[rowIndex]),
        CategoryColumn c => (ulong)c.Codes[rowIndex],
        TimestampColumn c => (ulong)c.Ticks[rowIndex],
        TextColumn c => TextBits(c.Values[rowIndex]),
        _ => throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column)),
    };

    private static ulong TextBits(string? text)
    {
        UInt128 hash = UInt128.One;
        foreach (char c in text ?? "")
        {
            hash = Mix(hash, c);
        }

        return (ulong)(hash >> 64) ^ (ulong)hash;
    }

    // FNV-1a with its 128-bit prime, a word at a time (Fowler, Noll, Vo).
    private static UInt128 Mix(UInt128 hash, ulong value)
    {
        var prime = new UInt128(0x0000000001000000, 0x000000000000013B);
        ulong spread = value * 0x9E3779B97F4A7C15;
        hash = (hash ^ (spread >> 32)) * prime;
        return (hash ^ value) * prime;
    }
}
