using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.ObjectPool;

namespace Slipway.Web.Predicting;

/// <summary>A pooled buffer that an answer is written into before it is sent in one write.</summary>
internal sealed class ResponseBuffer : IResettable
{
    private const int MaxPooledBytes = 1024 * 1024;

    // Class names stay readable in any language; what could end a script in HTML is escaped.
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public ResponseBuffer() => Json = new Utf8JsonWriter(Bytes, Options);

    public ArrayBufferWriter<byte> Bytes { get; } = new(512);

    /// <summary>Writes JSON into <see cref="Bytes"/>.</summary>
    public Utf8JsonWriter Json { get; }

    public bool TryReset()
    {
        Bytes.ResetWrittenCount();
        Json.Reset();
        return Bytes.Capacity <= MaxPooledBytes;
    }
}
