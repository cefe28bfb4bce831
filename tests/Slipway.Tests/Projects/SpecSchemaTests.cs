using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Slipway.Projects;

namespace Slipway.Tests.Projects;

public sealed class SpecSchemaTests
{
    [Fact]
    public void Generate_Schema_IsTheOneThatShips()
    {
        string path = ShippedSchemaPath();
        if (Environment.GetEnvironmentVariable("SLIPWAY_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, SpecSchema.Generate());
        }

        Assert.True(
            File.ReadAllText(path) == SpecSchema.Generate(),
            "templates/model.schema.json differs from the types; "
            + "run the tests with SLIPWAY_UPDATE_SNAPSHOTS=1 to write it anew, and review the change.");
    }

    [Fact]
    public void Generate_Bounds_AreThoseThatTheReaderEnforces()
    {
        var trials = At("train", "search", "trials");

        Assert.Equal(("integer", 1, 10_000, 30), ((string?)trials["type"], (int)trials["minimum"]!, (int)trials["maximum"]!, (int)trials["default"]!));
        Assert.Equal(0, (double)At("monitor", "drift", "driftedShare")["exclusiveMinimum"]!);
        Assert.Equal("1d", (string?)At("monitor", "drift", "window")["default"]);
    }

    [Fact]
    public void Generate_EverySection_RefusesOtherKeys()
    {
        var schema = JsonNode.Parse(SpecSchema.Generate())!;

        AssertClosed(schema, "$");
        Assert.Equal(["name", "task", "data"], schema["required"]!.AsArray().Select(n => (string)n!));
    }

    private static void AssertClosed(JsonNode? node, string path)
    {
        if (node is JsonObject { } map)
        {
            Assert.True(!map.ContainsKey("properties") || map["additionalProperties"]?.ToString() is "false", path);
            foreach (var (key, value) in map)
            {
                AssertClosed(value, $"{path}.{key}");
            }
        }
    }

    private static JsonNode At(params string[] keys) =>
        keys.Aggregate(JsonNode.Parse(SpecSchema.Generate())!, (node, key) => node["properties"]![key]!);

    private static string ShippedSchemaPath([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../templates/model.schema.json"));
}
