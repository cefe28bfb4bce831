using System.Buffers;
using System.Text.Json;

namespace Slipway.Serving.Tensors;

/// <summary>
/// Reads infer requests of the Open Inference Protocol into a <see cref="FeatureBatch"/>: one tensor a feature, <c>[N]</c> or
/// <c>[N,1]</c>, named as it; or one tensor <c>[N,features]</c> of any name, in the order of the features; as JSON, nested or flat, or
/// binary. Numbers widen to floats. Booleans may be BOOL, 0 and 1 of any datatype, or BYTES with a word for it. Categories and texts are
/// BYTES, BOOL or integers; timestamps are BYTES with ISO 8601. NaN, null and empty BYTES are missing values. Further tensors are ignored
/// and noted. Immutable; safe to use from several threads.
/// </summary>
public sealed class TensorReader
{
    private const string Expected = "Send an object with 'inputs', a list of tensors.";

    private readonly FeatureLayout _layout;

    internal TensorReader(FeatureLayout layout) => _layout = layout;

    /// <summary>Reads a whole body.</summary>
    /// <param name="body">JSON, and after it the data of binary tensors.</param>
    /// <param name="jsonLength">The bytes that are JSON.</param>
    /// <param name="maxRows">The most rows that are accepted.</param>
    /// <param name="batch">An empty batch of the model's schema. When there are problems, what it holds means nothing.</param>
    /// <param name="report">An empty report; gets all problems, without bounds of the schema, and the ignored tensors.</param>
    /// <param name="request">Gets what else the request says.</param>
    /// <returns>Whether there are rows and no problem.</returns>
    public bool Read(
        ReadOnlySpan<byte> body, int jsonLength, int maxRows, FeatureBatch batch, InputReport report, out InferRequest request)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(report);
        request = new InferRequest();
        report.NamesBounds = false;
        if (jsonLength > body.Length)
        {
            report.Refuse("request.tensor", "The JSON part is said to be longer than the body. Send the bytes that are JSON.");
            return false;
        }

        var json = body[..jsonLength];
        var binary = body[jsonLength..];
        if (!JsonText.TryOpen(ref json, Expected, report))
        {
            return false;
        }

        try
        {
            new InferReading(json, binary, _layout, maxRows, batch, report, request).Read();
        }
        catch (JsonException e) when (!PythonNumbers.MayStandIn(json))
        {
            JsonText.RefuseSyntax(e, Expected, report);
        }
        catch (JsonException)
        {
            request = ReadRewritten(json, binary, maxRows, batch, report);
        }

        return report.IsValid;
    }

    private InferRequest ReadRewritten(
        ReadOnlySpan<byte> json, ReadOnlySpan<byte> binary, int maxRows, FeatureBatch batch, InputReport report)
    {
        var text = new ArrayBufferWriter<byte>(json.Length + (json.Length / 4));
        PythonNumbers.Rewrite(json, text);
        batch.Clear();
        report.Clear();
        report.NamesBounds = false;
        var request = new InferRequest();
        try
        {
            new InferReading(text.WrittenSpan, binary, _layout, maxRows, batch, report, request).Read();
        }
        catch (JsonException e)
        {
            JsonText.RefuseSyntax(e, Expected, report);
        }

        return request;
    }
}
