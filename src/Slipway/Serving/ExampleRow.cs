using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>A row that a model accepts, for documentation.</summary>
public static class ExampleRow
{
    /// <summary>Makes a row of the features' example values, or of values that fit where there is none.</summary>
    public static JsonObject Make(ModelSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var row = new JsonObject();
        foreach (var feature in schema.Features)
        {
            row[feature.Name] = Value(feature);
        }

        return row;
    }

    private static JsonValue Value(FeatureSchema feature)
    {
        // An example may be written as JSON text, with quotes, or bare.
        string? example = feature.Example?.Trim('"');
        return feature.Type switch
        {
            ColumnType.Number => JsonValue.Create(Number(feature, example)),
            ColumnType.Boolean => JsonValue.Create(example is "true" or "1"),
            ColumnType.Timestamp => JsonValue.Create(example ?? "2024-01-31T00:00:00Z"),
            ColumnType.Text => JsonValue.Create(example ?? "a few words"),
            _ => JsonValue.Create(example ?? (feature.Categories is [var first, ..] ? first : "a")),
        };
    }

    private static double Number(FeatureSchema feature, string? example) =>
        double.TryParse(example, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : feature.Min ?? feature.Max ?? 0;
}
