using System.Numerics;
using System.Runtime.InteropServices;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Profiles;

/// <summary>
/// A 64-bit hash of each of some rows, by which equal rows are found. Rows are equal where all their values are, numbers in single
/// precision as a model sees them; missing values equal each other. The hash is a fixed function of the values, so that hashes of different
/// processes compare. Columns are added one by one, always in the same order. Keeps its buffer; not safe for several threads at once.
/// </summary>
public sealed class RowHashes
{
    private const ulong Seed = 0x5851F42D4C957F2D;
    private const ulong Factor = 0xD6E8FEB86659FD93;
    private const int Turn = 29;

    private ulong[] _hashes = [];
    private int _count;

    /// <summary>The hashes, one a row, once every column is added.</summary>
    public ReadOnlySpan<ulong> Values => _hashes.AsSpan(0, _count);

    /// <summary>Begins with other rows.</summary>
    public void Start(int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        if (_hashes.Length < rowCount)
        {
            _hashes = new ulong[rowCount];
        }

        _count = rowCount;
        _hashes.AsSpan(0, rowCount).Fill(Seed);
    }

    /// <summary>Adds a column of numbers, one a row; those that are not finite are missing.</summary>
    public void Add(ReadOnlySpan<float> numbers)
    {
        var hashes = Rows(numbers.Length);
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = Join(hashes[i], Bits(numbers[i]));
        }
    }

    /// <summary>Adds a column of points in time, one a row.</summary>
    public void Add(ReadOnlySpan<long> ticks)
    {
        var hashes = Rows(ticks.Length);
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = Join(hashes[i], (ulong)ticks[i]);
        }
    }

    /// <summary>Adds a column of words, one a row; an empty one is missing.</summary>
    public void Add(ReadOnlySpan<string> words)
    {
        var hashes = Rows(words.Length);
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = Join(hashes[i], OfWord(words[i]));
        }
    }

    /// <summary>Ends a row's hash, whose bits are evenly spread only after this.</summary>
    public void Finish()
    {
        var hashes = _hashes.AsSpan(0, _count);
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = DistinctCounter.Mix(hashes[i]);
        }
    }

    internal static ulong OfWord(string? word)
    {
        if (string.IsNullOrEmpty(word))
        {
            return 0;
        }

        ulong hash = (ulong)word.Length;
        var quads = MemoryMarshal.Cast<char, ulong>(word.AsSpan());
        foreach (ulong four in quads)
        {
            hash = Join(hash, four);
        }

        foreach (char rest in word.AsSpan(quads.Length * 4))
        {
            hash = Join(hash, rest);
        }

        return hash;
    }

    internal void Add(Column column)
    {
        switch (column)
        {
            case NumberColumn numbers:
                var hashes = Rows(column.RowCount);
                for (int i = 0; i < hashes.Length; i++)
                {
                    hashes[i] = Join(hashes[i], Bits((float)numbers.Values[i]));
                }

                break;
            case TimestampColumn times:
                Add(times.Ticks);
                break;
            case TextColumn texts:
                AddWords(i => OfWord(texts.Values[i]), column.RowCount);
                break;
            case CategoryColumn words:
                ulong[] ofWords = [.. words.Categories.Select(OfWord)];
                AddWords(i => words.Codes[i] < 0 ? 0 : ofWords[words.Codes[i]], column.RowCount);
                break;
        }
    }

    private static ulong Bits(float number) => float.IsFinite(number) ? BitConverter.SingleToUInt32Bits(number + 0f) : ulong.MaxValue;

    private static ulong Join(ulong hash, ulong value) => (BitOperations.RotateLeft(hash, Turn) ^ value) * Factor;

    private void AddWords(Func<int, ulong> hashOf, int rowCount)
    {
        var hashes = Rows(rowCount);
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = Join(hashes[i], hashOf(i));
        }
    }

    private Span<ulong> Rows(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(length, _count);
        return _hashes.AsSpan(0, _count);
    }
}
