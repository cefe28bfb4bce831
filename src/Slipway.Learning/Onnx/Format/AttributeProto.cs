namespace Slipway.Learning.Onnx.Format;

/// <summary>A named constant of a node.</summary>
internal sealed class AttributeProto : IWireMessage
{
    public string Name { get; set; } = "";

    public AttributeType Type { get; set; }

    public float Float { get; set; }

    public long Int { get; set; }

    public string String { get; set; } = "";

    public TensorProto? Tensor { get; set; }

    public List<float> Floats { get; private init; } = [];

    public List<long> Ints { get; private init; } = [];

    public List<string> Strings { get; private init; } = [];

    /// <summary>Whether it is one number. Older files do not say the type.</summary>
    public bool IsNumber => Type is AttributeType.Int or AttributeType.Float
        || (Type == AttributeType.Undefined && Tensor is null && String.Length + Floats.Count + Ints.Count + Strings.Count == 0);

    public static AttributeProto Of(string name, float value) => new() { Name = name, Type = AttributeType.Float, Float = value };

    public static AttributeProto Of(string name, long value) => new() { Name = name, Type = AttributeType.Int, Int = value };

    public static AttributeProto Of(string name, string value) => new() { Name = name, Type = AttributeType.String, String = value };

    public static AttributeProto Of(string name, TensorProto value) => new() { Name = name, Type = AttributeType.Tensor, Tensor = value };

    public static AttributeProto Of(string name, IEnumerable<float> values) =>
        new() { Name = name, Type = AttributeType.Floats, Floats = [.. values] };

    public static AttributeProto Of(string name, IEnumerable<long> values) =>
        new() { Name = name, Type = AttributeType.Ints, Ints = [.. values] };

    public static AttributeProto Of(string name, IEnumerable<string> values) =>
        new() { Name = name, Type = AttributeType.Strings, Strings = [.. values] };

    public static AttributeProto Read(ReadOnlySpan<byte> bytes)
    {
        var attribute = new AttributeProto();
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    attribute.Name = reader.ReadString();
                    break;
                case 2:
                    attribute.Float = reader.ReadFloat();
                    break;
                case 3:
                    attribute.Int = reader.ReadInt64();
                    break;
                case 4:
                    attribute.String = reader.ReadString();
                    break;
                case 5:
                    attribute.Tensor = TensorProto.Read(reader.ReadBytes());
                    break;
                case 7:
                    reader.ReadFloats(attribute.Floats);
                    break;
                case 8:
                    reader.ReadInt64s(attribute.Ints);
                    break;
                case 9:
                    attribute.Strings.Add(reader.ReadString());
                    break;
                case 20:
                    attribute.Type = (AttributeType)reader.ReadInt32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return attribute;
    }

    public void Write(WireWriter writer)
    {
        writer.String(1, Name);
        switch (Type)
        {
            case AttributeType.Float:
                writer.Float(2, Float);
                break;
            case AttributeType.Int:
                writer.Int64(3, Int);
                break;
            case AttributeType.String:
                writer.String(4, String);
                break;
            case AttributeType.Tensor when Tensor is not null:
                writer.Message(5, Tensor);
                break;
            case AttributeType.Floats:
                writer.Floats(7, Floats);
                break;
            case AttributeType.Ints:
                writer.Int64s(8, Ints);
                break;
            case AttributeType.Strings:
                writer.Strings(9, Strings);
                break;
        }

        writer.Int64(20, (long)Type);
    }
}
