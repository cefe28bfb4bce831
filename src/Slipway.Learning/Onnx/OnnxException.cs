namespace Slipway.Learning.Onnx;

/// <summary>
/// A model that cannot be read, compiled or evaluated. While a model loads it is turned into a <see cref="Results.Problem"/>; from
/// <see cref="OnnxSession.Run"/> it reaches the caller as the <see cref="InvalidOperationException"/> that it is.
/// </summary>
internal sealed class OnnxException(string code, string message) : InvalidOperationException(message)
{
    public const string MalformedCode = "onnx.malformed";
    public const string UnsupportedCode = "onnx.unsupportedOperator";
    public const string InvalidCode = "onnx.invalidModel";

    public string Code { get; } = code;

    public static OnnxException Malformed(string message) => new(MalformedCode, message);

    public static OnnxException Unsupported(string message) => new(UnsupportedCode, message);

    public static OnnxException Invalid(string message) => new(InvalidCode, message);
}
