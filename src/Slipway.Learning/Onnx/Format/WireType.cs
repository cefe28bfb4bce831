namespace Slipway.Learning.Onnx.Format;

/// <summary>How a value is laid out in the protocol buffers wire format.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
