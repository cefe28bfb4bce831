namespace Slipway.Learning.Onnx.Format;

/// <summary>The nodes of a model, in an order in which they can run.</summary>
internal sealed class GraphProto : IWireMessage
{
    public List<NodeProto> Nodes { get; } = [];

    public string Name { get; set; } = "";

    public List<TensorProto> Initializers { get; } = [];

    public bool HasSparseInitializers { get; set; }

    public List<ValueInfoProto> Inputs { get; } = [];

    public List<ValueInfoProto> Outputs { get; } = [];

    public static GraphProto Read(ReadOnlySpan<byte> bytes)
    {
        var graph = new GraphProto();
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    graph.Nodes.Add(NodeProto.Read(reader.ReadBytes()));
                    break;
                case 2:
                    graph.Name = reader.ReadString();
                    break;
                case 5:
                    graph.Initializers.Add(TensorProto.Read(reader.ReadBytes()));
                    break;
                case 11:
                    graph.Inputs.Add(ValueInfoProto.Read(reader.ReadBytes()));
                    break;
                case 12:
                    graph.Outputs.Add(ValueInfoProto.Read(reader.ReadBytes()));
                    break;
                case 15:
                    graph.HasSparseInitializers = true;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return graph;
    }

    public void Write(WireWriter writer)
    {
        writer.Messages(1, Nodes);
        writer.OptionalString(2, Name);
        writer.Messages(5, Initializers);
        writer.Messages(11, Inputs);
        writer.Messages(12, Outputs);
    }
}
