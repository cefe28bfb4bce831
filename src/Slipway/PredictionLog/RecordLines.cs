using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Slipway.Learning.Tables;

namespace Slipway.PredictionLog;

/// <summary>
/// Lines of JSON that grow at the end, in a buffer that is kept. Writes what <see cref="System.Text.Json.Utf8JsonWriter"/> would, from
/// names that were encoded once and without its checks, as a record is written for each prediction. Not safe to use from several
/// threads.
/// </summary>
internal sealed class RecordLines
{
    private const int FirstSize = 4096;
    private const int MaxKeptBytes = 1024 * 1024;
    private const int MaxTokenBytes = 64;

    // Logs are never pasted into HTML, so letters beyond ASCII stay readable.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly SearchValues<char> PlainLetters = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    private byte[] _bytes = new byte[FirstSize];
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    public int Lines { get; private set; }

    /// <summary>The JSON text of a string, with its quotes.</summary>
    public static byte[] Quote(string text) => Encoding.UTF8.GetBytes($"\"{Encoder.Encode(text)}\"");

    /// <summary>Adds bytes as they are.</summary>
    public void Add(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Reserve(json.Length));
        _length += json.Length;
    }

    public void Add(float number) => _length += FloatText.Write(number, Reserve(MaxTokenBytes));

    public void Add(int number)
    {
        number.TryFormat(Reserve(MaxTokenBytes), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Adds milliseconds, rounded to three decimals.</summary>
    public void AddMilliseconds(TimeSpan time)
    {
        const int MaxExactMicroseconds = 10_000_000;
        double microseconds = Math.Round(time.TotalMicroseconds);
        if (microseconds < MaxExactMicroseconds)
        {
            // Seven digits fit a float, which is written faster than a double.
            Add((float)(microseconds / 1000));
            return;
        }

        (microseconds / 1000).TryFormat(Reserve(MaxTokenBytes), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    public void Add(Guid id)
    {
        var room = Reserve(MaxTokenBytes);
        room[0] = (byte)'"';
        id.TryFormat(room[1..], out int written);
        room[written + 1] = (byte)'"';
        _length += written + 2;
    }

    /// <summary>Adds a moment as ISO 8601, its fraction as short as it is.</summary>
    public void Add(DateTime utc)
    {
        var room = Reserve(MaxTokenBytes);
        room[0] = (byte)'"';
        utc.TryFormat(room[1..], out int written, "O", CultureInfo.InvariantCulture);
        int length = room[..written].TrimEnd((byte)'0').Length;
        length -= room[length - 1] == '.' ? 1 : 0;
        "Z\""u8.CopyTo(room[length..]);
        _length += length + 2;
    }

    public void Add(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(PlainLetters))
        {
            Add(Quote(text));
            return;
        }

        var room = Reserve(text.Length + 2);
        room[0] = (byte)'"';
        Ascii.FromUtf16(text, room[1..], out int written);
        room[written + 1] = (byte)'"';
        _length += written + 2;
    }

    public void EndLine()
    {
        Add("\n"u8);
        Lines++;
    }

    /// <summary>Makes the buffer ready for other lines.</summary>
    /// <returns>Whether it is worth keeping.</returns>
    public bool Clear()
    {
        (_length, Lines) = (0, 0);
        return _bytes.Length <= MaxKeptBytes;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_length + count, _bytes.Length * 2));
        }

        return _bytes.AsSpan(_length);
    }
}
