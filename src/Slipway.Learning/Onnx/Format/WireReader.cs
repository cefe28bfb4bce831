using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Slipway.Learning.Onnx.Format;

/// <summary>
/// Reads one message of the protocol buffers wire format. A nested message is read by a reader of its bytes, so nothing reads past the
/// message that it belongs to. Every malformed byte is an <see cref="OnnxException"/>.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;
    private WireType _type;

    /// <summary>Reads the number of the next field; false at the end of the message.</summary>
    public bool TryReadField(out int field)
    {
        if (_position == _message.Length)
        {
            field = 0;
            return false;
        }

        ulong tag = ReadRawVarint();
        ulong number = tag >> 3;
        _type = (WireType)(tag & 7);
        if (number is 0 or > 536_870_911 || _type is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
        {
            throw OnnxException.Malformed($"The bytes are not an ONNX model: {tag} is not the tag of a field. Export the model again.");
        }

        field = (int)number;
        return true;
    }

    public long ReadInt64()
    {
        Expect(WireType.Varint);
        return (long)ReadRawVarint();
    }

    public int ReadInt32() => unchecked((int)ReadInt64());

    public float ReadFloat()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        Expect(WireType.Bytes);
        return TakeLengthPrefixed();
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>Adds the values of a repeated field, which writers may pack or not.</summary>
    public void ReadInt64s(List<long> values)
    {
        if (_type != WireType.Bytes)
        {
            values.Add(ReadInt64());
            return;
        }

        var packed = new WireReader(TakeLengthPrefixed());
        while (packed._position < packed._message.Length)
        {
            values.Add((long)packed.ReadRawVarint());
        }
    }

    /// <inheritdoc cref="ReadInt64s"/>
    public void ReadFloats(List<float> values)
    {
        if (_type == WireType.Bytes)
        {
            AppendFixed(values);
        }
        else
        {
            values.Add(ReadFloat());
        }
    }

    /// <inheritdoc cref="ReadInt64s"/>
    public void ReadDoubles(List<double> values)
    {
        if (_type == WireType.Bytes)
        {
            AppendFixed(values);
        }
        else
        {
            Expect(WireType.Fixed64);
            values.Add(BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double))));
        }
    }

    /// <summary>Passes over the value of a field that nobody asks for.</summary>
    public void Skip()
    {
        switch (_type)
        {
            case WireType.Varint:
                ReadRawVarint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Bytes:
                TakeLengthPrefixed();
                break;
            default:
                Take(sizeof(uint));
                break;
        }
    }

    private void AppendFixed<T>(List<T> values)
        where T : unmanaged
    {
        var bytes = TakeLengthPrefixed();
        int size = Marshal.SizeOf<T>();
        if (bytes.Length % size != 0)
        {
            throw OnnxException.Malformed($"The bytes are not an ONNX model: {bytes.Length} bytes are no list of numbers.");
        }

        int start = values.Count;
        CollectionsMarshal.SetCount(values, start + (bytes.Length / size));
        LittleEndian.Copy(bytes, CollectionsMarshal.AsSpan(values)[start..]);
    }

    private readonly void Expect(WireType type)
    {
        if (_type != type)
        {
            throw OnnxException.Malformed($"The bytes are not an ONNX model: a field is written as {_type} where {type} is due.");
        }
    }

    private ulong ReadRawVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw OnnxException.Malformed("The bytes are not an ONNX model: a number takes more than ten bytes.");
    }

    private ReadOnlySpan<byte> TakeLengthPrefixed()
    {
        ulong length = ReadRawVarint();
        return length <= int.MaxValue
            ? Take((int)length)
            : throw OnnxException.Malformed($"The bytes are not an ONNX model: a field claims {length} bytes.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _message.Length - _position)
        {
            throw OnnxException.Malformed(
                $"The ONNX model is cut off or damaged: {count} bytes are due, {_message.Length - _position} are left. Copy it again.");
        }

        var taken = _message.Slice(_position, count);
        _position += count;
        return taken;
    }
}
