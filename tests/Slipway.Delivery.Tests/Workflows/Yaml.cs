using YamlDotNet.RepresentationModel;

namespace Slipway.Delivery.Tests.Workflows;

/// <summary>Reads YAML as a tree, without types: <c>on</c> stays a word.</summary>
internal static class Yaml
{
    /// <summary>The documents of a file.</summary>
    public static IReadOnlyList<YamlNode> LoadAll(string file)
    {
        using var reader = File.OpenText(file);
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(d => d.RootNode)];
    }

    /// <summary>The only document of a file.</summary>
    public static YamlMappingNode Load(string file) => (YamlMappingNode)LoadAll(file).Single();

    /// <summary>The value below some keys; null where one of them is missing.</summary>
    public static YamlNode? Find(this YamlNode node, params string[] keys)
    {
        YamlNode? found = node;
        foreach (string key in keys)
        {
            found = found is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
        }

        return found;
    }

    /// <summary>The scalar below some keys; null where one of them is missing.</summary>
    public static string? Text(this YamlNode node, params string[] keys) => (node.Find(keys) as YamlScalarNode)?.Value;

    /// <summary>The entries of a map below some keys; none where one of them is missing.</summary>
    public static IEnumerable<KeyValuePair<string, YamlNode>> Entries(this YamlNode node, params string[] keys) =>
        node.Find(keys) is YamlMappingNode map ? map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, c.Value)) : [];

    /// <summary>The items of a sequence below some keys; none where one of them is missing.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode node, params string[] keys) => node.Find(keys) as YamlSequenceNode ?? [];

    /// <summary>Every node below and including one.</summary>
    public static IEnumerable<YamlNode> Descendants(this YamlNode node) => node.AllNodes;
}
