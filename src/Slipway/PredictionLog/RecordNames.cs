using System.Text.Json;

namespace Slipway.PredictionLog;

/// <summary>The keys that a logged prediction and a feedback record share, and those of feedback.</summary>
internal static class RecordNames
{
    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText Time = JsonEncodedText.Encode("time");
    public static readonly JsonEncodedText Inputs = JsonEncodedText.Encode("inputs");
    public static readonly JsonEncodedText Actual = JsonEncodedText.Encode("actual");
    public static readonly JsonEncodedText Received = JsonEncodedText.Encode("received");
}
