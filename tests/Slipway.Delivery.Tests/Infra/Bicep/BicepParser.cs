using System.Text.Json;
using Slipway.Learning.Tests.Onnx;

namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Parses Bicep by the grammar of the npm package tree-sitter-bicep.</summary>
internal static class BicepParser
{
    private static readonly NodePackage Package = new("tree-sitter-bicep");
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    public static string? SkipReason => Package.SkipReason;

    /// <summary>Parses texts in one run of node, which takes longer to start than to parse.</summary>
    public static IReadOnlyDictionary<string, BicepNode> Parse(IEnumerable<string> texts)
    {
        string[] distinct = [.. texts.Distinct(StringComparer.Ordinal)];
        var folder = Directory.CreateTempSubdirectory("slipway-bicep-");
        try
        {
            string request = Path.Combine(folder.FullName, "request.json");
            string response = Path.Combine(folder.FullName, "response.json");
            File.WriteAllText(request, JsonSerializer.Serialize(distinct));
            var (exitCode, error) = Package.Run(Path.Combine(AppContext.BaseDirectory, "Infra", "Bicep", "bicep.mjs"), request, response);
            Assert.True(exitCode == 0, error);
            using var trees = JsonDocument.Parse(File.ReadAllText(response), Deep);
            return distinct.Zip(trees.RootElement.EnumerateArray(), (text, tree) => (text, tree: BicepNode.Read(text, tree)))
                .ToDictionary(pair => pair.text, pair => pair.tree, StringComparer.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
