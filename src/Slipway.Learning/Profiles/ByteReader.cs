using System.Buffers.Binary;
using System.Text;

namespace Slipway.Learning.Profiles;

/// <summary>
/// Reads little-endian values from bytes that may be anything. Past the end or on a bad value it answers zeros and <see cref="IsBad"/>
/// stays
/// set, so that a caller may check once a section; a count is never larger than the bytes that remain could hold.
/// </summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;

    public bool IsBad { get; private set; }

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (IsBad || count > _rest.Length)
        {
            IsBad = true;
            return default;
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public byte Byte() => Bytes(1) is [var value] ? value : (byte)0;

    public double Double() => Bytes(8) is { Length: 8 } taken ? BinaryPrimitives.ReadDoubleLittleEndian(taken) : 0;

    public ulong Fixed() => Bytes(8) is { Length: 8 } taken ? BinaryPrimitives.ReadUInt64LittleEndian(taken) : 0;

    public ulong Variable()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Byte();
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        IsBad = true;
        return 0;
    }

    /// <summary>A number that is not negative as 64 bits.</summary>
    public long Long()
    {
        ulong value = Variable();
        IsBad |= value > long.MaxValue;
        return IsBad ? 0 : (long)value;
    }

    /// <summary>A number of things that take at least so many bytes each.</summary>
    public int Count(int minBytesEach, int max)
    {
        ulong value = Variable();
        IsBad |= value > (ulong)max || value > (ulong)(_rest.Length / minBytesEach);
        return IsBad ? 0 : (int)value;
    }

    public string Text()
    {
        var taken = Bytes(Count(1, int.MaxValue));
        try
        {
            return StrictUtf8.GetString(taken);
        }
        catch (DecoderFallbackException)
        {
            IsBad = true;
            return "";
        }
    }
}
