namespace Slipway.Learning.Onnx.Format;

/// <summary>What an attribute holds; the numbers are those of the file format.</summary>
internal enum AttributeType
{
    Undefined = 0,
    Float = 1,
    Int = 2,
    String = 3,
    Tensor = 4,
    Graph = 5,
    Floats = 6,
    Ints = 7,
    Strings = 8,
}
