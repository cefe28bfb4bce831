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

        var required = Names(properties.Select(p => p.Key));
        properties["explanation"] = Explanation(schema);
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
    }

    private static JsonObject Explanation(ModelSchema schema)
    {
        var number = new JsonObject { ["type"] = new JsonArray("number", "null") };
        var contributions = new JsonObject();
        foreach (var feature in schema.Features)
        {
            contributions[feature.Name] = number.DeepClone();
        }

        var properties = new JsonObject
        {
            ["space"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("margin", "probability") },
            ["baseValue"] = number,
            ["contributions"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = contributions,
                ["required"] = Names(schema.Features.Select(f => f.Name)),
            },
        };
        if (schema.Task != LearningTask.Regression)
        {
            properties["class"] = new JsonObject { ["type"] = "string", ["enum"] = Names(schema.Classes) };
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = "Where it was asked for: what the answer for the average training row is, and what each feature adds to it.",
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

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
