using System.Text.Json;
using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>A range of a file to score, as it travels through the queue.</summary>
internal sealed record RangeWork(ObjectPath Source, ETag ETag, int Range)
{
    /// <summary>Reads a message; null when it is none, as anybody may write to a queue.</summary>
    public static RangeWork? Parse(ReadOnlyMemory<byte> message)
    {
        const string Prefix = ScorePaths.Inbox + "/";
        try
        {
            return JsonSerializer.Deserialize(message.Span, StoreJson.TypeOf<ScoreRangeMessage>()) is { Range: >= 0 } parsed
                && parsed.Source.StartsWith(Prefix, StringComparison.Ordinal)
                && ObjectPath.FindFault(ScorePaths.Inbox, parsed.Source[Prefix.Length..]) is null
                ? new RangeWork(new ObjectPath(ScorePaths.Inbox, parsed.Source[Prefix.Length..]), new ETag(parsed.ETag), parsed.Range)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToMessage() =>
        JsonSerializer.SerializeToUtf8Bytes(new ScoreRangeMessage(Source.ToString(), ETag.Value, Range), StoreJson.TypeOf<ScoreRangeMessage>());
}
