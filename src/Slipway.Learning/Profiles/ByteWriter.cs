using System.Buffers.Binary;
using System.Text;

namespace Slipway.Learning.Profiles;

/// <summary>Writes what <see cref="ByteReader"/> reads.</summary>
internal sealed class ByteWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    public void Byte(byte value) => _bytes.Add(value);

    public void Double(double value) => Fixed((ulong)BitConverter.DoubleToInt64Bits(value));

    public void Fixed(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    public void Variable(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }

    public void Long(long value) => Variable((ulong)value);

    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Variable((ulong)bytes.Length);
        _bytes.AddRange(bytes);
    }
}
