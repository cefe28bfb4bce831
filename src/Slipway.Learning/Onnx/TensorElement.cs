namespace Slipway.Learning.Onnx;

/// <summary>The element type of a tensor that a model takes or gives.</summary>
public enum TensorElement
{
    /// <summary>32-bit float.</summary>
    Float,

    /// <summary>64-bit float.</summary>
    Double,

    /// <summary>64-bit integer.</summary>
    Int64,

    /// <summary>String.</summary>
    String,

    /// <summary>Boolean.</summary>
    Bool,
}
