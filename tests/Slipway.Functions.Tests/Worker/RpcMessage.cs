using System.Buffers.Binary;
using System.Text;

namespace Slipway.Functions.Tests.Worker;

/// <summary>A protocol buffers message by the numbers of its fields: what the contract of Functions host and worker takes.</summary>
internal sealed class RpcMessage
{
    private readonly List<(int Field, ulong Number, byte[]? Bytes)> _fields = [];

    public RpcMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public RpcMessage Add(int field, RpcMessage message) => Add(field, message.ToBytes());

    public RpcMessage Add(int field, byte[] bytes)
    {
        _fields.Add((field, 0, bytes));
        return this;
    }

    /// <summary>An entry of a map from text to text.</summary>
    public RpcMessage AddEntry(int field, string key, string value) => Add(field, new RpcMessage().Add(1, key).Add(2, value));

    public RpcMessage? Find(int field) => _fields.FindLast(f => f.Field == field).Bytes is { } bytes ? Parse(bytes) : null;

    public string Text(int field) => Encoding.UTF8.GetString(_fields.FindLast(f => f.Field == field).Bytes ?? []);

    public ulong Number(int field) => _fields.FindLast(f => f.Field == field).Number;

    public IEnumerable<byte[]> All(int field) => _fields.Where(f => f.Field == field).Select(f => f.Bytes!);

    public IReadOnlyDictionary<string, string> Map(int field) =>
        All(field).Select(Parse).ToDictionary(entry => entry.Text(1), entry => entry.Text(2));

    public static RpcMessage Parse(byte[] bytes)
    {
        var message = new RpcMessage();
        int at = 0;
        while (at < bytes.Length)
        {
            ulong tag = ReadNumber(bytes, ref at);
            int field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    message._fields.Add((field, ReadNumber(bytes, ref at), null));
                    break;
                case 1:
                    message._fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)), null));
                    at += 8;
                    break;
                case 2:
                    int length = (int)ReadNumber(bytes, ref at);
                    message._fields.Add((field, 0, bytes[at..(at + length)]));
                    at += length;
                    break;
                default:
                    message._fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)), null));
                    at += 4;
                    break;
            }
        }

        return message;
    }

    /// <summary>The message; numbers are only read, never sent.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        foreach (var (field, _, bytes) in _fields)
        {
            WriteNumber(stream, (ulong)((field << 3) | 2));
            WriteNumber(stream, (ulong)bytes!.Length);
            stream.Write(bytes);
        }

        return stream.ToArray();
    }

    private static ulong ReadNumber(byte[] bytes, ref int at)
    {
        ulong number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = bytes[at++];
            number |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return number;
            }
        }
    }

    private static void WriteNumber(MemoryStream stream, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            stream.WriteByte((byte)(number | 0x80));
        }

        stream.WriteByte((byte)number);
    }
}
