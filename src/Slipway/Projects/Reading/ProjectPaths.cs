using System.IO.Enumeration;

namespace Slipway.Projects.Reading;

/// <summary>Finds files of a project without leaving its folder.</summary>
internal static class ProjectPaths
{
    /// <summary>The absolute paths that a source names, in ordinal order; what prevents that is reported.</summary>
    public static IReadOnlyList<string> FindFiles(string root, DataSource source, YamlNode place, SpecProblems problems)
    {
        if (source.Kind != DataSourceKind.File)
        {
            return [];
        }

        int slash = source.Path.LastIndexOf('/');
        string folder = slash < 0 ? "" : source.Path[..(slash + 1)];
        var candidates = source.IsGlob ? Expand(root, folder, source.Path[(slash + 1)..]) : [source.Path];
        foreach (string path in candidates.Prepend(folder.TrimEnd('/')))
        {
            if (FindLink(root, path) is { } link)
            {
                problems.Add("project.linkRefused", place, "data.source: " + ExplainLink(link));
                return [];
            }
        }

        string[] files = [.. candidates.Select(path => Path.Combine(root, path)).Where(File.Exists)];
        if (files.Length == 0)
        {
            string what = source.IsGlob ? "no file matches" : "there is no file";
            problems.Add(
                "project.dataNotFound", place,
                $"data.source: In the project folder {what} '{source.Path}'; "
                + "paths are relative to the folder that holds 'models'. Put the data there.");
        }

        return files;
    }

    /// <summary>The first part of a relative path that is a symbolic link or junction; null when none is.</summary>
    public static string? FindLink(string root, string relativePath)
    {
        string[] segments = relativePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int count = 1; count <= segments.Length; count++)
        {
            string part = string.Join('/', segments[..count]);
            if (new FileInfo(Path.Combine(root, part)).LinkTarget is not null)
            {
                return part;
            }
        }

        return null;
    }

    public static string ExplainLink(string link) =>
        $"'{link}' is a symbolic link, which may lead out of the project folder; put the file itself there.";

    private static string[] Expand(string root, string folder, string pattern)
    {
        string absolute = Path.Combine(root, folder);
        return Directory.Exists(absolute)
            ? [.. Directory.EnumerateFiles(absolute)
                .Select(file => Path.GetFileName(file))
                .Where(name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))
                .Order(StringComparer.Ordinal)
                .Select(name => folder + name)]
            : [];
    }
}
