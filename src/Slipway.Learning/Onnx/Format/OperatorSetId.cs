namespace Slipway.Learning.Onnx.Format;

/// <summary>The version of a domain of operators that a model was written for. The domain of ai.onnx is empty.</summary>
internal sealed record OperatorSetId(string Domain, long Version) : IWireMessage
{
    public static OperatorSetId Read(ReadOnlySpan<byte> bytes)
    {
        string domain = "";
        long version = 0;
        var reader = new WireReader(bytes);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    domain = reader.ReadString();
                    break;
                case 2:
                    version = reader.ReadInt64();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OperatorSetId(domain, version);
    }

    public void Write(WireWriter writer)
    {
        writer.OptionalString(1, Domain);
        writer.Int64(2, Version);
    }
}
