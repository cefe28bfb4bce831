using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;
using Slipway.Serving;

namespace Slipway.Web.Predicting;

/// <summary>A pooled buffer that an answer is written into before it is sent in one write.</summary>
internal sealed class ResponseBuffer : IResettable
{
    private const int MaxPooledBytes = 1024 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = AnswerTexts.Encoder, SkipValidation = true };

    public ResponseBuffer() => Json = new Utf8JsonWriter(Bytes, Options);

    public ArrayBufferWriter<byte> Bytes { get; } = new(512);

    /// <summary>Writes JSON into <see cref="Bytes"/>.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Gets the answers to rows, to be put into <see cref="Json"/> at once.</summary>
    public ArrayBufferWriter<byte> Rows { get; } = new(512);

    public bool TryReset()
    {
        Bytes.ResetWrittenCount();
        Rows.ResetWrittenCount();
        Json.Reset();
        return Bytes.Capacity <= MaxPooledBytes && Rows.Capacity <= MaxPooledBytes;
    }
}
