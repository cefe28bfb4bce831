using System.Text.Json;

namespace Slipway.PredictionLog;

/// <summary>The keys of a logged prediction and of a feedback record.</summary>
internal static class RecordNames
{
    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText Time = JsonEncodedText.Encode("time");
    public static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
    public static readonly JsonEncodedText Variant = JsonEncodedText.Encode("variant");
    public static readonly JsonEncodedText LatencyMs = JsonEncodedText.Encode("latencyMs");
    public static readonly JsonEncodedText Trace = JsonEncodedText.Encode("trace");
    public static readonly JsonEncodedText Label = JsonEncodedText.Encode("label");
    public static readonly JsonEncodedText Probabilities = JsonEncodedText.Encode("probabilities");
    public static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    public static readonly JsonEncodedText Inputs = JsonEncodedText.Encode("inputs");
    public static readonly JsonEncodedText Actual = JsonEncodedText.Encode("actual");
    public static readonly JsonEncodedText Received = JsonEncodedText.Encode("received");
}
