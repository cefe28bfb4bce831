using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Registry;

/// <summary>Writes a call of a version that can be pasted into a shell.</summary>
internal static class ModelCallExample
{
    private const int MaxLength = 2000;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ModelManifest manifest)
    {
        string address = string.Create(CultureInfo.InvariantCulture, $"https://localhost/api/models/{manifest.Model}");
        var row = new JsonObject();
        foreach (var feature in manifest.Schema.Features)
        {
            row[feature.Name] = ExampleOf(feature);
        }

        // In single quotes a shell takes everything literally but the single quote.
        string body = row.ToJsonString(Json).Replace("'", "'\\''", StringComparison.Ordinal);
        string number = manifest.Version.ToString(CultureInfo.InvariantCulture);
        return body.Length > MaxLength
            ? $"curl '{address}/versions/{number}/schema'"
            : $"curl '{address}/predict?version={number}' -H 'Content-Type: application/json' -d '{body}'";
    }

    private static JsonNode? ExampleOf(FeatureSchema feature)
    {
        bool isText = feature.Type is ColumnType.Category or ColumnType.Timestamp or ColumnType.Text;
        if (feature.Example is { } example)
        {
            var value = Parse(example);
            bool fits = value?.GetValueKind() is { } kind && (isText ? kind == JsonValueKind.String : kind != JsonValueKind.String);
            if (fits || isText)
            {
                return fits ? value : JsonValue.Create(example);
            }
        }

        return feature.Type switch
        {
            _ when feature.AllowsMissing => null,
            ColumnType.Number => JsonValue.Create(feature.Min ?? feature.Max ?? 0),
            ColumnType.Boolean => JsonValue.Create(false),
            ColumnType.Timestamp => JsonValue.Create("2024-01-31T00:00:00Z"),
            _ => JsonValue.Create(feature.Categories is [var first, ..] ? first : ""),
        };
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
