using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>
/// Writes the answer to a row as JSON, from names that were encoded once: what <see cref="Utf8JsonWriter"/> would write, at a fraction
/// of its cost where rows are many. Immutable; safe to use from several threads.
/// </summary>
public sealed class AnswerTexts
{
    private const int IdLength = 36;

    private readonly byte[][] _labels;
    private readonly byte[][] _keys;
    private readonly int _maxLength;

    /// <summary>Encodes the classes of a model.</summary>
    public AnswerTexts(ModelSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        bool isRegression = schema.Task == LearningTask.Regression;
        _labels = isRegression
            ? [[.. "\",\"value\":"u8]]
            : [.. schema.Classes.Select(name => (byte[])[.. "\",\"label\":"u8, .. Quote(name), .. ",\"probabilities\":{"u8])];
        _keys = isRegression
            ? [[]]
            : [.. schema.Classes.Select((name, i) => (byte[])[.. i == 0 ? ""u8 : ","u8, .. Quote(name), .. ":"u8])];
        _maxLength = "{\"id\":\""u8.Length + IdLength + _labels.Max(label => label.Length)
            + _keys.Sum(key => key.Length + FloatText.MaxLength) + "}}"u8.Length;
    }

    /// <summary>How class names are escaped: they stay readable in any language; what could end a script in HTML is escaped.</summary>
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes the answer to a row: an object with its id, and the label and probabilities or the value.</summary>
    /// <param name="output">Gets the text.</param>
    /// <param name="predictions">The answers, of this model's schema.</param>
    /// <param name="rowIndex">The row, 0-based.</param>
    /// <param name="id">Its id.</param>
    public void Write(IBufferWriter<byte> output, Predictions predictions, int rowIndex, Guid id)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(predictions);
        var row = predictions.Row(rowIndex);
        var room = output.GetSpan(_maxLength);
        int length = Add("{\"id\":\""u8, room, 0);
        id.TryFormat(room[length..], out int written);
        length = Add(_labels[_labels.Length == 1 ? 0 : predictions.LabelIndex(rowIndex)], room, length + written);
        for (int i = 0; i < row.Length; i++)
        {
            length = Add(_keys[i], room, length);
            length += FloatText.Write(row[i], room[length..]);
        }

        length = Add(predictions.Schema.Task == LearningTask.Regression ? "}"u8 : "}}"u8, room, length);
        output.Advance(length);
    }

    private static int Add(ReadOnlySpan<byte> text, Span<byte> room, int length)
    {
        text.CopyTo(room[length..]);
        return length + text.Length;
    }

    private static byte[] Quote(string text) => Encoding.UTF8.GetBytes($"\"{Encoder.Encode(text)}\"");
}
