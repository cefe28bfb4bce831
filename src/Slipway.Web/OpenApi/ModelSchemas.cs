using System.Text.Json.Nodes;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Web.OpenApi;

/// <summary>The JSON Schemas of a model's rows and answers.</summary>
internal static class ModelSchemas
{
    /// <summary>A row: every feature by its type, its bounds and its known categories.</summary>
    public static JsonObject Row(ModelSchema schema)
    {
        var properties = new JsonObject();
        foreach (var feature in schema.Features)
        {
            properties[feature.Name] = Feature(feature);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = Names(schema.Features.Where(f => !f.AllowsMissing).Select(f => f.Name)),
            ["examples"] = new JsonArray(ExampleRow.Make(schema)),
        };
    }

    /// <summary>An answer for one row.</summary>
    public static JsonObject Prediction(ModelSchema schema)
    {
        var properties = new JsonObject { ["id"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" } };
        if (schema.Task == LearningTask.Regression)
        {
            properties["value"] = new JsonObject { ["type"] = "number", ["description"] = $"The predicted '{schema.Label}'." };
        }
        else
        {
            var probabilities = new JsonObject();
            foreach (string name in schema.Classes)
            {
                probabilities[name] = new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 };
            }

            properties["label"] = new JsonObject { ["type"] = "string", ["enum"] = Names(schema.Classes) };
            properties["probabilities"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = probabilities,
                ["required"] = Names(schema.Classes),
            };
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = Names(properties.Select(p => p.Key)),
        };
    }

    private static JsonObject Feature(FeatureSchema feature)
    {
        var (type, format) = feature.Type switch
        {
            ColumnType.Number => ("number", null),
            ColumnType.Boolean => ("boolean", null),
            ColumnType.Timestamp => ("string", "date-time"),
            _ => ("string", (string?)null),
        };
        var schema = new JsonObject
        {
            ["type"] = feature.AllowsMissing ? new JsonArray(type, "null") : type,
        };
        if (format is not null)
        {
            schema["format"] = format;
        }

        if (feature.Min is { } min)
        {
            schema["minimum"] = min;
        }

        if (feature.Max is { } max)
        {
            schema["maximum"] = max;
        }

        if (feature.Categories is { Count: > 0 } known)
        {
            // Not an enumeration: a category that the model has not seen is answered too.
            schema["examples"] = Names(known);
        }

        return schema;
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => JsonValue.Create(name))];
}
