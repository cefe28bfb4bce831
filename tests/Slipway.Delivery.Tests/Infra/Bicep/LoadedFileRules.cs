using System.Text.Json;

namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Files that are loaded: there, and with the keys that are read of them.</summary>
internal static class LoadedFileRules
{
    public const string NoFile = "loaded-file";
    public const string NoKey = "loaded-key";

    public static IEnumerable<Finding> Check(BicepFolder folder, BicepFile file) =>
        [.. FindMissing(folder, file), .. FindUnknownKeys(folder, file)];

    private static IEnumerable<Finding> FindMissing(BicepFolder folder, BicepFile file) => file.Root.SelfAndDescendants()
        .Where(node => Loaded(node, "loadTextContent") is { } text && !folder.Texts.ContainsKey(file.Resolve(text))
            || Loaded(node, "loadJsonContent") is { } json && !folder.Texts.ContainsKey(file.Resolve(json)))
        .Select(node => new Finding(file.Path, node.Line, NoFile, $"{node.Text} names no file of this folder."));

    private static IEnumerable<Finding> FindUnknownKeys(BicepFolder folder, BicepFile file)
    {
        foreach (var variable in file.Of(BicepKind.Variable))
        {
            if (Loaded(variable.Value!, "loadJsonContent") is not { } path
                || !folder.Texts.TryGetValue(file.Resolve(path), out string? text))
            {
                continue;
            }

            using var json = JsonDocument.Parse(text);
            foreach (var access in file.Root.SelfAndDescendants()
                .Where(node => node.Type == "member_expression" && node.Children[0].Text == variable.Name))
            {
                if (!json.RootElement.TryGetProperty(access.ByField("property")!.Text, out _))
                {
                    yield return new Finding(file.Path, access.Line, NoKey, $"{path} has no key for {access.Text}.");
                }
            }
        }
    }

    private static string? Loaded(BicepNode node, string function) =>
        node.Type == "call_expression" && node.ByField("function")?.Text == function
            ? node.ByField("arguments")?.Child("string")?.Literal
            : null;
}
