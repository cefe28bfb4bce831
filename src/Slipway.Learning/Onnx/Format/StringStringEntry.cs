namespace Slipway.Learning.Onnx.Format;

/// <summary>An entry of the metadata of a model.</summary>
internal sealed record StringStringEntry(string Key, string Value) : IWireMessage
{
    public static StringStringEntry Read(ReadOnlySpan<byte> bytes)
    {
        string key = "";
        string value = "";
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    key = reader.ReadString();
                    break;
                case 2:
                    value = reader.ReadString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new StringStringEntry(key, value);
    }

    public void Write(WireWriter writer)
    {
        writer.String(1, Key);
        writer.String(2, Value);
    }
}
