using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>
/// How one caller writes a row as a JSON object: the bytes before each value, which hardly differ from row to row, and the feature that
/// the value is of. Rows of the same shape are read by comparing those bytes. What else a row may be is for <see cref="JsonRowReader"/>
/// to judge. Immutable; safe to use from several threads.
/// </summary>
internal sealed class RowShape
{
    private const int Lanes = 16;
    private const int MaxPrefix = 256;
    private const int MaxWord = 64;

    // A cell is read without asking each time whether the text goes on: vectors are read whole.
    private const int Room = MaxPrefix + MaxWord + JsonNumber.Room;

    // The last row of a text is copied to where there is room behind it, unless that costs more than it saves.
    private const int MaxCopied = 16 * 1024;

    private const int Other = -1;
    private const int NearEnd = -2;

    private readonly FeatureLayout _layout;
    private readonly Cell[] _cells;
    private readonly byte[] _prefixes;
    private readonly int _endStart;
    private readonly int _length;

    private RowShape(FeatureLayout layout, List<Cell> cells, List<byte> prefixes, int endStart, int length)
    {
        (_layout, _cells, _endStart, _length) = (layout, [.. cells], endStart, length);
        EndLength = prefixes.Count - endStart;
        _prefixes = [.. prefixes, .. new byte[Lanes]];
    }

    private int EndLength { get; }

    /// <summary>Learns the shape of a row.</summary>
    /// <param name="row">One object, whose features were read without a problem.</param>
    /// <param name="layout">The features.</param>
    /// <returns>The shape; null where rows like this one are better read by their syntax.</returns>
    public static RowShape? Learn(ReadOnlySpan<byte> row, FeatureLayout layout)
    {
        var reader = new Utf8JsonReader(row, JsonText.Options);
        var cells = new List<Cell>(layout.FeatureCount);
        var prefixes = new List<byte>(row.Length);
        int end = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueIsEscaped)
            {
                return null;
            }

            int feature = layout.Find(ref reader, cells.Count == 0 ? 0 : cells[^1].Feature + 1);
            reader.Read();
            int prefixLength = (int)reader.TokenStartIndex - end;
            if (feature < 0 || prefixLength > MaxPrefix || reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                return null;
            }

            var (min, max) = layout.Bounds[feature];
            cells.Add(new Cell(
                prefixes.Count, prefixLength, feature, layout.Types[feature], layout.Schema.Features[feature].AllowsMissing, min, max));
            prefixes.AddRange(row.Slice(end, prefixLength));
            end = (int)reader.BytesConsumed;
        }

        int endStart = prefixes.Count;
        prefixes.AddRange(row[end..]);
        return cells.Count > 0 && row.Length - end <= MaxPrefix ? new RowShape(layout, cells, prefixes, endStart, row.Length) : null;
    }

    /// <summary>Reads a row into a new row of a batch.</summary>
    /// <param name="text">Valid UTF-8.</param>
    /// <param name="start">Where the object starts.</param>
    /// <param name="batch">Gets the row; unchanged where there is none of this shape.</param>
    /// <returns>Where the object ends; or -1 where it has another shape, or a value that needs a closer look.</returns>
    public int Read(ReadOnlySpan<byte> text, int start, FeatureBatch batch)
    {
        int row = batch.AddRow();
        int end = text.Length - start > _length + Room ? ReadCells(text, start, batch, row) : NearEnd;
        if (end == NearEnd && text.Length - start <= MaxCopied)
        {
            var copy = batch.Bytes(text.Length - start + Room);
            text[start..].CopyTo(copy);
            copy[^Room..].Clear();
            end = ReadCells(copy, 0, batch, row);
            end += end < 0 ? 0 : start;
        }

        if (end < 0)
        {
            batch.RemoveLastRow();
            return Other;
        }

        return end;
    }

    private int ReadCells(ReadOnlySpan<byte> text, int position, FeatureBatch batch, int row)
    {
        ref byte prefixes = ref MemoryMarshal.GetArrayDataReference(_prefixes);
        ref byte first = ref MemoryMarshal.GetReference(text);
        var numbers = batch.NumberBuffers;
        foreach (ref readonly var cell in _cells.AsSpan())
        {
            if (position > text.Length - Room)
            {
                return NearEnd;
            }

            if (!AreEqual(ref Unsafe.Add(ref first, position), ref Unsafe.Add(ref prefixes, cell.PrefixStart), cell.PrefixLength))
            {
                return Other;
            }

            position += cell.PrefixLength;
            var rest = text[position..];
            int length = 0;
            if (cell.Type == ColumnType.Number)
            {
                length = JsonNumber.Read(rest, out double value);
                if (length > 0 && value >= cell.Min && value <= cell.Max)
                {
                    numbers[cell.Feature]![row] = (float)value;
                    position += length;
                    continue;
                }

                length = 0;
            }
            else
            {
                length = ReadOther(rest, cell, batch);
            }

            if (length == 0 && cell.AllowsMissing && rest.StartsWith("null"u8))
            {
                length = 4;
            }

            if (length == 0)
            {
                return Other;
            }

            position += length;
        }

        if (position > text.Length - Room)
        {
            return NearEnd;
        }

        return AreEqual(ref Unsafe.Add(ref first, position), ref Unsafe.Add(ref prefixes, _endStart), EndLength)
            ? position + EndLength
            : Other;
    }

    /// <summary>Reads what is no number, in its plainest form.</summary>
    /// <returns>The bytes of the value, or 0.</returns>
    private int ReadOther(ReadOnlySpan<byte> text, in Cell cell, FeatureBatch batch)
    {
        if (cell.Type == ColumnType.Boolean)
        {
            // Of a longer number, what is behind its first digit is not what stands behind a value.
            int length = text[0] is (byte)'0' or (byte)'1' ? 1 : text.StartsWith("true"u8) ? 4 : text.StartsWith("false"u8) ? 5 : 0;
            if (length > 0)
            {
                batch.SetNumber(cell.Feature, text[0] is (byte)'1' or (byte)'t' ? 1 : 0);
            }

            return length;
        }

        int letters = FindPlainWord(text);
        if (letters < 0)
        {
            return 0;
        }

        var utf8 = text.Slice(1, letters);
        if (cell.Type == ColumnType.Timestamp)
        {
            return letters > 0 && InputValues.SetTimestamp(utf8, cell.Feature, batch) is null ? letters + 2 : 0;
        }

        string word = _layout.Intern(cell.Feature, utf8);
        batch.SetWord(cell.Feature, word);
        return word.Length > 0 || cell.AllowsMissing ? letters + 2 : 0;
    }

    /// <summary>The length of the string that a text starts with; -1 when it is long, or some character does not stand for itself.</summary>
    private static int FindPlainWord(ReadOnlySpan<byte> text)
    {
        if (text[0] != '"')
        {
            return -1;
        }

        for (int i = 1; i <= MaxWord; i++)
        {
            byte next = text[i];
            if (next == '"')
            {
                return i - 1;
            }

            if (next is < 0x20 or (byte)'\\')
            {
                return -1;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreEqual(ref byte left, ref byte right, int length)
    {
        if (length < Lanes)
        {
            uint equal = Vector128.Equals(Vector128.LoadUnsafe(ref left), Vector128.LoadUnsafe(ref right)).ExtractMostSignificantBits();
            return (~equal & ((1u << length) - 1)) == 0;
        }

        nuint last = (nuint)(length - Lanes);
        var difference = Vector128.LoadUnsafe(ref left, last) ^ Vector128.LoadUnsafe(ref right, last);
        for (nuint i = 0; i < last; i += Lanes)
        {
            difference |= Vector128.LoadUnsafe(ref left, i) ^ Vector128.LoadUnsafe(ref right, i);
        }

        return difference == Vector128<byte>.Zero;
    }

    /// <param name="PrefixStart">Where the bytes before the value start.</param>
    /// <param name="PrefixLength">How many they are.</param>
    /// <param name="Feature">The feature that the value is of.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="AllowsMissing">Whether it may be null.</param>
    /// <param name="Min">The least number that it accepts.</param>
    /// <param name="Max">The largest.</param>
    private readonly record struct Cell(
        int PrefixStart, int PrefixLength, int Feature, ColumnType Type, bool AllowsMissing, double Min, double Max);
}
