namespace Slipway.Learning.Onnx.Operators;

/// <summary>A function of one element; a struct, so that the loops over it are compiled for it alone.</summary>
internal interface IUnaryKernel<TIn, TOut>
{
    static abstract TOut Invoke(TIn value);
}
