namespace Slipway.Learning.Onnx.Format;

/// <summary>An ONNX file.</summary>
internal sealed class ModelProto : IWireMessage
{
    /// <summary>More than any tabular model needs; it bounds what reading may allocate.</summary>
    public const int MaxSizeInBytes = 512 * 1024 * 1024;

    public long IrVersion { get; set; }

    public string ProducerName { get; set; } = "";

    public string ProducerVersion { get; set; } = "";

    public GraphProto? Graph { get; set; }

    public List<OperatorSetId> OpsetImports { get; } = [];

    public List<StringStringEntry> Metadata { get; } = [];

    /// <summary>Reads a model.</summary>
    /// <exception cref="OnnxException">The bytes are not a model.</exception>
    public static ModelProto Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxSizeInBytes)
        {
            throw OnnxException.Malformed($"The model has {bytes.Length} bytes; at most {MaxSizeInBytes} are read.");
        }

        var model = new ModelProto();
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    model.IrVersion = reader.ReadInt64();
                    break;
                case 2:
                    model.ProducerName = reader.ReadString();
                    break;
                case 3:
                    model.ProducerVersion = reader.ReadString();
                    break;
                case 7:
                    model.Graph = GraphProto.Read(reader.ReadBytes());
                    break;
                case 8:
                    model.OpsetImports.Add(OperatorSetId.Read(reader.ReadBytes()));
                    break;
                case 14:
                    model.Metadata.Add(StringStringEntry.Read(reader.ReadBytes()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return model;
    }

    public byte[] ToBytes()
    {
        var writer = new WireWriter();
        Write(writer);
        return writer.Written.ToArray();
    }

    public void Write(WireWriter writer)
    {
        writer.Int64(1, IrVersion);
        writer.OptionalString(2, ProducerName);
        writer.OptionalString(3, ProducerVersion);
        if (Graph is not null)
        {
            writer.Message(7, Graph);
        }

        writer.Messages(8, OpsetImports);
        writer.Messages(14, Metadata);
    }
}
