using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>The JSON Schema of <c>model.yaml</c>, by which editors complete and check it.</summary>
public static class SpecSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Makes the schema (draft 2020-12) from the types that <see cref="SpecReader"/> reads into.</summary>
    /// <returns>JSON text with LF line ends and one at the end; the same text on every machine.</returns>
    public static string Generate()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Slipway model.yaml",
            ["description"] = "What a model is trained on, how, what it must satisfy, and how it is watched in production.",
        };
        Describe(schema, typeof(ModelSpec));
        return schema.ToJsonString(Layout) + "\n";
    }

    private static void Describe(JsonObject schema, Type section)
    {
        object defaults = SpecProperty.Defaults(section);
        var properties = new JsonObject();
        foreach (var property in SpecProperty.Of(section))
        {
            properties[property.Key] = Describe(property, property.Get(defaults));
        }

        var required = SpecProperty.Of(section).Where(p => p.IsRequired).Select(p => (JsonNode)p.Key).ToArray();
        schema["type"] = "object";
        schema["properties"] = properties;
        schema["additionalProperties"] = false;
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }
    }

    private static JsonObject Describe(SpecProperty property, object? defaultValue)
    {
        var value = DescribeValue(property, defaultValue);
        if (property.AllowsNull)
        {
            value = new JsonObject { ["anyOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }), ["default"] = null };
        }

        var described = new JsonObject { ["description"] = property.Description };
        foreach (var (key, node) in value.ToArray())
        {
            value.Remove(key);
            described[key] = node;
        }

        return described;
    }

    private static JsonObject DescribeValue(SpecProperty property, object? defaultValue)
    {
        if (property.ItemType is { } itemType)
        {
            var format = ScalarFormats.Find(itemType, property.Names)!;
            return new JsonObject
            {
                ["type"] = "array",
                ["items"] = format.Schema(),
                ["minItems"] = property.MinLength,
                ["uniqueItems"] = true,
                ["default"] = new JsonArray([.. ((IEnumerable)defaultValue!).Cast<object>().Select(format.Write)]),
            };
        }

        if (property.EntryType is { } entryType)
        {
            var entries = new JsonObject { ["type"] = "object", ["additionalProperties"] = DescribeSingle(property, entryType, null) };
            if (property.Names is { } names)
            {
                entries["propertyNames"] = ScalarFormats.Of(names).Schema();
            }

            return entries;
        }

        var single = DescribeSingle(property, property.Type, property.Names);
        if (!property.IsRequired && !property.AllowsNull && ScalarFormats.Find(property.Type, property.Names) is { } scalar)
        {
            single["default"] = scalar.Write(defaultValue!);
        }

        return single;
    }

    private static JsonObject DescribeSingle(SpecProperty property, Type type, NameKind? names)
    {
        if (ScalarFormats.Find(type, names) is not { } format)
        {
            var section = new JsonObject();
            Describe(section, type);
            return section;
        }

        var schema = format.Schema();
        if (property.Range is { } range)
        {
            (double? min, double? max) = SpecRange.Bounds(range);
            schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = min;
            if (max is not null)
            {
                schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = max;
            }
        }

        return schema;
    }
}
