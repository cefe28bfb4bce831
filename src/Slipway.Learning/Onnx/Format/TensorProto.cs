namespace Slipway.Learning.Onnx.Format;

/// <summary>A constant tensor. The elements stand in the list of their type, or as bytes in <see cref="RawData"/>.</summary>
internal sealed class TensorProto : IWireMessage
{
    public List<long> Dims { get; private init; } = [];

    public TensorDataType DataType { get; set; }

    public List<float> Floats { get; private init; } = [];

    public List<long> Int32s { get; } = [];

    public List<string> Strings { get; private init; } = [];

    public List<long> Int64s { get; private init; } = [];

    public string Name { get; set; } = "";

    public byte[] RawData { get; set; } = [];

    public List<double> Doubles { get; } = [];

    public bool IsExternal { get; set; }

    public static TensorProto Of(string name, IEnumerable<long> dims, IEnumerable<float> values) =>
        new() { Name = name, Dims = [.. dims], DataType = TensorDataType.Float, Floats = [.. values] };

    public static TensorProto Of(string name, IEnumerable<long> dims, IEnumerable<long> values) =>
        new() { Name = name, Dims = [.. dims], DataType = TensorDataType.Int64, Int64s = [.. values] };

    public static TensorProto Of(string name, IEnumerable<long> dims, IEnumerable<string> values) =>
        new() { Name = name, Dims = [.. dims], DataType = TensorDataType.String, Strings = [.. values] };

    public static TensorProto Read(ReadOnlySpan<byte> bytes)
    {
        var tensor = new TensorProto();
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    reader.ReadInt64s(tensor.Dims);
                    break;
                case 2:
                    tensor.DataType = (TensorDataType)reader.ReadInt32();
                    break;
                case 4:
                    reader.ReadFloats(tensor.Floats);
                    break;
                case 5:
                    reader.ReadInt64s(tensor.Int32s);
                    break;
                case 6:
                    tensor.Strings.Add(reader.ReadString());
                    break;
                case 7:
                    reader.ReadInt64s(tensor.Int64s);
                    break;
                case 8:
                    tensor.Name = reader.ReadString();
                    break;
                case 9:
                    tensor.RawData = reader.ReadBytes().ToArray();
                    break;
                case 10:
                    reader.ReadDoubles(tensor.Doubles);
                    break;
                case 14:
                    tensor.IsExternal = reader.ReadInt64() != 0;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return tensor;
    }

    public void Write(WireWriter writer)
    {
        writer.Int64s(1, Dims);
        writer.Int64(2, (long)DataType);
        writer.Floats(4, Floats);
        writer.Int64s(5, Int32s);
        writer.Strings(6, Strings);
        writer.Int64s(7, Int64s);
        writer.OptionalString(8, Name);
        if (RawData.Length > 0)
        {
            writer.Bytes(9, RawData);
        }

        writer.Doubles(10, Doubles);
    }
}
