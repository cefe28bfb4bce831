namespace Slipway.Serving.Tensors;

/// <summary>An output that a caller asks for by name.</summary>
/// <param name="Name">That of one of <see cref="OutputTensors.All"/>.</param>
/// <param name="IsBinary">Whether it is to be binary; <see langword="null"/> when the request says it for all.</param>
public readonly record struct RequestedOutput(string Name, bool? IsBinary);
