using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Slipway.Learning.Tables;

namespace Slipway.Datasets;

/// <summary>
/// Names rows by their content, so that the same row written in another way (<c>1.0</c> for <c>1</c>, <c>2024-05-01T00:00Z</c> for
/// <c>2024-05-01</c>) has the same name.
/// </summary>
internal sealed class RowKeys
{
    private readonly int[] _indexes;
    private readonly ColumnType?[] _types;
    private readonly MissingMarkers _missing;
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Prepares for a file.</summary>
    /// <param name="header">The columns of the file.</param>
    /// <param name="columns">The columns that count, in an order that is the same for all files that are compared.</param>
    /// <param name="types">What is known of the types of columns.</param>
    /// <param name="missing">The texts that mean a missing value.</param>
    public RowKeys(
        IReadOnlyList<string> header, IReadOnlyList<string> columns, IReadOnlyDictionary<string, ColumnType> types, MissingMarkers missing)
    {
        var names = header.ToList();
        _indexes = [.. columns.Select(name => names.IndexOf(name))];
        _types = [.. columns.Select(name => types.TryGetValue(name, out var type) ? type : (ColumnType?)null)];
        _missing = missing;
    }

    /// <summary>The name of the current record, which is well formed: the first half of a SHA-256.</summary>
    public UInt128 Of(CsvReader reader)
    {
        _buffer.ResetWrittenCount();
        for (int i = 0; i < _indexes.Length; i++)
        {
            Add(ValueParser.Trim(reader[_indexes[i]]), _types[i]);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.WrittenSpan, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private void Add(ReadOnlySpan<byte> cell, ColumnType? type)
    {
        if (_missing.IsMissing(cell))
        {
            Write((byte)'m', 0);
        }
        else if (type is ColumnType.Boolean && ValueParser.TryParseBoolean(cell, out bool flag))
        {
            Write((byte)'b', flag ? 1 : 0);
        }
        else if (type is ColumnType.Timestamp && ValueParser.TryParseTimestamp(cell, out long ticks))
        {
            Write((byte)'t', ticks);
        }
        else if (type is null or ColumnType.Number && ValueParser.TryParseNumber(cell, out double number))
        {
            Write((byte)'n', BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number));
        }
        else
        {
            Write((byte)'w', cell.Length);
            _buffer.Write(cell);
        }
    }

    private void Write(byte kind, long value)
    {
        var span = _buffer.GetSpan(1 + sizeof(long));
        span[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], value);
        _buffer.Advance(1 + sizeof(long));
    }
}
