namespace Slipway.Learning.Onnx.Format;

/// <summary>The application of an operator to named values. An empty name among the inputs is an optional input left out.</summary>
internal sealed class NodeProto : IWireMessage
{
    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public string Name { get; set; } = "";

    public string OperatorType { get; set; } = "";

    public List<AttributeProto> Attributes { get; } = [];

    public string Domain { get; set; } = "";

    public static NodeProto Read(ReadOnlySpan<byte> bytes)
    {
        var node = new NodeProto();
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    node.Inputs.Add(reader.ReadString());
                    break;
                case 2:
                    node.Outputs.Add(reader.ReadString());
                    break;
                case 3:
                    node.Name = reader.ReadString();
                    break;
                case 4:
                    node.OperatorType = reader.ReadString();
                    break;
                case 5:
                    node.Attributes.Add(AttributeProto.Read(reader.ReadBytes()));
                    break;
                case 7:
                    node.Domain = reader.ReadString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return node;
    }

    public void Write(WireWriter writer)
    {
        writer.Strings(1, Inputs);
        writer.Strings(2, Outputs);
        writer.OptionalString(3, Name);
        writer.String(4, OperatorType);
        writer.Messages(5, Attributes);
        writer.OptionalString(7, Domain);
    }
}
