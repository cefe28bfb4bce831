using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Slipway.PredictionLog;

/// <summary>A pooled buffer that lines are written into. Not safe to use from several threads.</summary>
internal sealed class RecordBuffer
{
    private const int MaxPooledBytes = 1024 * 1024;

    // Logs are never pasted into HTML, so letters beyond ASCII stay readable.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public RecordBuffer() => Json = new Utf8JsonWriter(_bytes, Options);

    /// <summary>Writes one document; then comes <see cref="EndLine"/>.</summary>
    public Utf8JsonWriter Json { get; }

    public int Lines { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void EndLine()
    {
        Json.Flush();
        Json.Reset();
        _bytes.Write("\n"u8);
        Lines++;
    }

    /// <summary>Makes the buffer ready for other lines.</summary>
    /// <returns>Whether it is worth keeping.</returns>
    public bool Clear()
    {
        _bytes.ResetWrittenCount();
        Lines = 0;
        return _bytes.Capacity <= MaxPooledBytes;
    }
}
