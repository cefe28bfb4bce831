namespace Slipway.Learning.Onnx.Operators;

/// <summary>A function of two elements; a struct, so that the loops over it are compiled for it alone.</summary>
internal interface IBinaryKernel<TIn, TOut>
{
    static abstract TOut Invoke(TIn left, TIn right);
}
