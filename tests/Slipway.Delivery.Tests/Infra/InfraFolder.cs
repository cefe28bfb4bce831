using Slipway.Delivery.Tests.Infra.Bicep;

namespace Slipway.Delivery.Tests.Infra;

/// <summary>The infrastructure as it is, read and parsed once.</summary>
internal static class InfraFolder
{
    private static readonly Lazy<BicepFolder> Parsed = new(Parse);

    public static IReadOnlyDictionary<string, string> Texts { get; } = BicepFolder.ReadTexts(Repository.PathOf("infra"));

    public static BicepFolder Current => Parsed.Value;

    /// <summary>Writes texts into a folder.</summary>
    public static void Write(IEnumerable<KeyValuePair<string, string>> texts, string folder)
    {
        foreach (var (path, text) in texts)
        {
            var file = new FileInfo(Path.Combine(folder, path));
            file.Directory!.Create();
            File.WriteAllText(file.FullName, text);
        }
    }

    private static BicepFolder Parse() => BicepFolder.Parse([Texts])[0];
}
