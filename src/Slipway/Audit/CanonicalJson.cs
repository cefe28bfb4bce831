using System.Text;
using System.Text.Json;

namespace Slipway.Audit;

/// <summary>
/// JSON with one spelling for one value, as in RFC 8785: properties sorted by UTF-16 code units, no white space, the fewest escapes.
/// Numbers
/// keep the digits that they came with, which suffices for the whole numbers of audit records.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>The UTF-8 bytes of an object without one of its properties.</summary>
    public static byte[] WriteWithout(JsonElement element, string omittedProperty)
    {
        var text = new StringBuilder();
        WriteObject(text, element, omittedProperty);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteObject(StringBuilder text, JsonElement element, string? omittedProperty)
    {
        text.Append('{');
        string separator = "";
        var properties = element.EnumerateObject().Where(p => p.Name != omittedProperty);
        foreach (var property in properties.OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            text.Append(separator);
            WriteString(text, property.Name);
            text.Append(':');
            Write(text, property.Value);
            separator = ",";
        }

        text.Append('}');
    }

    private static void Write(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(text, element, null);
                break;
            case JsonValueKind.Array:
                text.Append('[');
                string separator = "";
                foreach (var item in element.EnumerateArray())
                {
                    text.Append(separator);
                    Write(text, item);
                    separator = ",";
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                WriteString(text, element.GetString()!);
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            string? escape = c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                < ' ' => $"\\u{(int)c:x4}",
                _ => null,
            };
            _ = escape is null ? text.Append(c) : text.Append(escape);
        }

        text.Append('"');
    }
}
