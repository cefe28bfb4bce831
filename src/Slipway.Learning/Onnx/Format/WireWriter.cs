using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Slipway.Learning.Onnx.Format;

/// <summary>Writes one message of the protocol buffers wire format: the same calls give the same bytes.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Int64(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
    }

    public void Float(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_buffer.GetSpan(sizeof(float)), value);
        _buffer.Advance(sizeof(float));
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)value.Length);
        _buffer.Write(value);
    }

    public void String(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes a text unless it is empty, which is what a reader takes an absent one for.</summary>
    public void OptionalString(int field, string value)
    {
        if (value.Length > 0)
        {
            String(field, value);
        }
    }

    public void Strings(int field, IReadOnlyList<string> values)
    {
        foreach (string value in values)
        {
            String(field, value);
        }
    }

    public void Floats(int field, List<float> values)
    {
        if (values.Count > 0)
        {
            Bytes(field, LittleEndian.ToBytes<float>(CollectionsMarshal.AsSpan(values)));
        }
    }

    public void Doubles(int field, List<double> values)
    {
        if (values.Count > 0)
        {
            Bytes(field, LittleEndian.ToBytes<double>(CollectionsMarshal.AsSpan(values)));
        }
    }

    public void Int64s(int field, List<long> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        var packed = new WireWriter();
        foreach (long value in values)
        {
            packed.Varint((ulong)value);
        }

        Bytes(field, packed.Written);
    }

    public void Message<T>(int field, T message)
        where T : IWireMessage
    {
        var nested = new WireWriter();
        message.Write(nested);
        Bytes(field, nested.Written);
    }

    public void Messages<T>(int field, IReadOnlyList<T> messages)
        where T : IWireMessage
    {
        foreach (var message in messages)
        {
            Message(field, message);
        }
    }

    private void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    private void Varint(ulong value)
    {
        var target = _buffer.GetSpan(10);
        int count = 0;
        while (value >= 0x80)
        {
            target[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[count++] = (byte)value;
        _buffer.Advance(count);
    }
}
