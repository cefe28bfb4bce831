namespace Slipway.Learning.Onnx.Format;

/// <summary>The element types of the file format that are read; the numbers are those of the format.</summary>
internal enum TensorDataType
{
    Undefined = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Double = 11,
}
