using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Slipway.Serving;

/// <summary>What the readers of JSON bodies share: encoding, syntax and depth, and how they are reported.</summary>
internal static class JsonText
{
    // One more than what is allowed, so that the check here decides and can tell depth from syntax.
    public static JsonReaderOptions Options { get; } = new() { MaxDepth = JsonRowReader.MaxDepth + 1 };

    /// <summary>Takes a byte order mark off, and refuses a text that is blank or not UTF-8.</summary>
    public static bool TryOpen(ref ReadOnlySpan<byte> utf8Json, string expected, InputReport report)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
        {
            utf8Json = utf8Json[3..];
        }

        if (utf8Json.Trim(" \t\r\n"u8).IsEmpty)
        {
            report.Refuse("request.empty", "The body is empty. " + expected);
            return false;
        }

        if (!Utf8.IsValid(utf8Json))
        {
            report.Refuse("request.notUtf8", "The body is not UTF-8. Encode it so.");
            return false;
        }

        return true;
    }

    /// <summary>Reports broken syntax.</summary>
    public static void RefuseSyntax(JsonException exception, string expected, InputReport report) =>
        report.Refuse("request.jsonInvalid", string.Create(
            CultureInfo.InvariantCulture,
            $"The body is not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}. {expected}"));

    /// <summary>Refuses the request when it has its last row already.</summary>
    public static bool HasRoom(FeatureBatch batch, int maxRows, InputReport report)
    {
        if (batch.RowCount < maxRows)
        {
            return true;
        }

        RefuseRows(maxRows, report);
        return false;
    }

    /// <summary>Refuses a request for its number of rows.</summary>
    public static void RefuseRows(int maxRows, InputReport report) =>
        report.Refuse("request.tooManyRows", $"The request has more than {maxRows} rows. Send fewer at a time.");

    /// <summary>Whether a name or a text is this one. Half a surrogate pair, escaped, is valid JSON but no text.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(text);
        }

        try
        {
            return reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Skips to the end of the value, if it is not a scalar.</summary>
    /// <returns>Whether it is not nested too deeply.</returns>
    public static bool SkipValue(ref Utf8JsonReader reader, InputReport report)
    {
        int depth = reader.CurrentDepth;
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return true;
        }

        do
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= JsonRowReader.MaxDepth)
            {
                report.Refuse("request.jsonTooDeep", $"The body is nested deeper than {JsonRowReader.MaxDepth} levels. Send it flat.");
                return false;
            }
        }
        while (reader.Read() && reader.CurrentDepth > depth);
        return true;
    }

    /// <summary>Skips what is left of an array or object whose values are at a depth.</summary>
    public static void SkipRest(ref Utf8JsonReader reader, int depth)
    {
        while (reader.CurrentDepth > depth && reader.Read())
        {
        }
    }
}
