using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Registry;

/// <summary>Writes a model name as a JSON string.</summary>
public sealed class ModelNameJsonConverter : JsonConverter<ModelName>
{
    /// <inheritdoc/>
    public override ModelName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ModelName.TryParse(reader.GetString(), out var name) ? name : throw new JsonException($"A model name is {ModelName.Rule}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ModelName value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
