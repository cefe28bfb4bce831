namespace Slipway.Learning.Onnx.Format;

/// <summary>A message of the ONNX file format.</summary>
internal interface IWireMessage
{
    /// <summary>Writes the fields, in the order of their numbers.</summary>
    void Write(WireWriter writer);
}
