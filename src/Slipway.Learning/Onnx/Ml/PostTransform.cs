namespace Slipway.Learning.Onnx.Ml;

/// <summary>What the operators of ai.onnx.ml do with scores at the end.</summary>
internal enum PostTransform
{
    None,
    Logistic,
    Softmax,
    SoftmaxZero,
    Probit,
}
