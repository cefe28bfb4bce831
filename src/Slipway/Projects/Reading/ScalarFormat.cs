using System.Text.Json.Nodes;
using Slipway.Learning.Results;

namespace Slipway.Projects.Reading;

/// <summary>How a type of value is written in a spec.</summary>
/// <param name="Read">Reads a value that is not null: the value, or a problem whose message continues "path: ".</param>
/// <param name="Schema">Makes the JSON Schema of the value.</param>
/// <param name="Write">A value as a spec writes it.</param>
internal sealed record ScalarFormat(
    Func<YamlText, (object? Value, Problem? Problem)> Read, Func<JsonObject> Schema, Func<object, JsonNode> Write);
