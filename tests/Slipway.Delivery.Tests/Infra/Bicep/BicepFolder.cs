namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>A folder of infrastructure: its Bicep files, and the texts that they load.</summary>
internal sealed class BicepFolder
{
    private BicepFolder(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, BicepNode> trees)
    {
        Texts = texts;
        Files = texts.Where(text => IsBicep(text.Key))
            .Select(text => BicepFile.Read(text.Key, trees[BicepFile.Parsable(text.Key, text.Value)]))
            .ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>All files by their path in the folder.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    public IReadOnlyDictionary<string, BicepFile> Files { get; }

    /// <summary>Reads the texts of a folder.</summary>
    public static Dictionary<string, string> ReadTexts(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>Parses several states of a folder at once.</summary>
    public static IReadOnlyList<BicepFolder> Parse(params IReadOnlyList<IReadOnlyDictionary<string, string>> folders)
    {
        var trees = BicepParser.Parse(
            folders.SelectMany(f => f).Where(text => IsBicep(text.Key)).Select(text => BicepFile.Parsable(text.Key, text.Value)));
        return [.. folders.Select(texts => new BicepFolder(texts, trees))];
    }

    private static bool IsBicep(string path) =>
        path.EndsWith(".bicep", StringComparison.Ordinal) || path.EndsWith(".bicepparam", StringComparison.Ordinal);
}
