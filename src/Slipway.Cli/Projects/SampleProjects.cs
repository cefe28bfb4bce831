namespace Slipway.Cli.Projects;

/// <summary>The sample projects that ship beside the command.</summary>
internal static class SampleProjects
{
    private const string SchemaFile = "model.schema.json";
    private static readonly string Templates = Path.Combine(AppContext.BaseDirectory, "templates");
    private static readonly string Root = Path.Combine(Templates, "projects");

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateDirectories(Root).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public static string FolderOf(string sample) => Path.Combine(Root, sample);

    /// <summary>Copies a sample into a folder, with the schema that editors complete model.yaml by, and the workflows for GitHub.</summary>
    /// <param name="sample">The name of the sample.</param>
    /// <param name="target">The folder.</param>
    /// <param name="slipway">Whose workflows are called.</param>
    public static void Copy(string sample, string target, SlipwaySource slipway)
    {
        string source = FolderOf(sample);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            if (Path.GetFileName(file) == "model.yaml")
            {
                // In the repository the schema stands beside all samples; in a project, at its top.
                File.WriteAllText(copy, File.ReadAllText(copy).Replace($"../../../../{SchemaFile}", $"../../{SchemaFile}", StringComparison.Ordinal));
            }
        }

        File.Copy(Path.Combine(Templates, SchemaFile), Path.Combine(target, SchemaFile));
        File.WriteAllText(Path.Combine(target, ".gitignore"), ".slipway/\n");
        CopyWorkflows(target, slipway);
    }

    private static void CopyWorkflows(string target, SlipwaySource slipway)
    {
        string folder = Path.Combine(target, ".github", "workflows");
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Templates, "workflows")))
        {
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), slipway.WriteInto(File.ReadAllText(file)));
        }
    }
}
