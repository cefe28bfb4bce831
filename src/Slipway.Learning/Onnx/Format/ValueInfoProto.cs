namespace Slipway.Learning.Onnx.Format;

/// <summary>The name, element type and shape of an input or an output. A value that is no tensor has the type Undefined.</summary>
internal sealed class ValueInfoProto : IWireMessage
{
    public string Name { get; set; } = "";

    public TensorDataType DataType { get; set; }

    /// <summary>The dimensions; -1 is one that the file leaves open. Null when the file gives no shape.</summary>
    public List<long>? Dims { get; set; }

    public static ValueInfoProto Read(ReadOnlySpan<byte> bytes)
    {
        var value = new ValueInfoProto();
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    value.Name = reader.ReadString();
                    break;
                case 2:
                    value.ReadType(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    public void Write(WireWriter writer)
    {
        writer.String(1, Name);
        var shape = new WireWriter();
        foreach (long dim in Dims ?? [])
        {
            var dimension = new WireWriter();
            if (dim < 0)
            {
                dimension.String(2, "N");
            }
            else
            {
                dimension.Int64(1, dim);
            }

            shape.Bytes(1, dimension.Written);
        }

        var tensor = new WireWriter();
        tensor.Int64(1, (long)DataType);
        if (Dims is not null)
        {
            tensor.Bytes(2, shape.Written);
        }

        var type = new WireWriter();
        type.Bytes(1, tensor.Written);
        writer.Bytes(2, type.Written);
    }

    private void ReadType(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            if (field == 1)
            {
                ReadTensorType(reader.ReadBytes());
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadTensorType(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    DataType = (TensorDataType)reader.ReadInt32();
                    break;
                case 2:
                    Dims = [];
                    ReadShape(reader.ReadBytes(), Dims);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void ReadShape(ReadOnlySpan<byte> bytes, List<long> dims)
    {
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            if (field == 1)
            {
                dims.Add(ReadDimension(reader.ReadBytes()));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static long ReadDimension(ReadOnlySpan<byte> bytes)
    {
        long dim = -1;
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            if (field == 1)
            {
                dim = reader.ReadInt64();
            }
            else
            {
                reader.Skip();
            }
        }

        return dim;
    }
}
