using System.IO.Enumeration;
using Slipway.Learning.Results;
using Slipway.Projects.Reading;
using Slipway.Storage;

namespace Slipway.Projects;

/// <summary>
/// Where training rows are: a file or a glob in the project folder, or objects of the store. The last segment of the path may hold
/// <c>*</c> (any characters) and <c>?</c> (one character).
/// </summary>
public sealed record DataSource
{
    private const string BlobPrefix = "blob:";

    private DataSource(DataSourceKind kind, string path) => (Kind, Path) = (kind, path);

    /// <summary>Where the rows are.</summary>
    public DataSourceKind Kind { get; }

    /// <summary>A relative path with <c>/</c> between segments; of a blob, the container and the key. Never with <c>..</c>.</summary>
    public string Path { get; }

    /// <summary>Whether the path is a pattern that several files may match.</summary>
    public bool IsGlob => Path.AsSpan().ContainsAny('*', '?');

    /// <summary>Reads a source: <c>data/wine.csv</c>, <c>data/*.csv.gz</c> or <c>blob:training/wine/*.csv</c>.</summary>
    /// <returns>The source, or the problem <c>spec.badSource</c>.</returns>
    public static Result<DataSource> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool isBlob = text.StartsWith(BlobPrefix, StringComparison.Ordinal);
        string path = isBlob ? text[BlobPrefix.Length..].Trim() : text;
        string? fault = FindFault(path) ?? (isBlob ? FindBlobFault(path) : null);
        return fault is null
            ? new DataSource(isBlob ? DataSourceKind.Blob : DataSourceKind.File, path)
            : new Problem(SpecCodes.BadSource, $"'{text}' is not a data source: {fault}");
    }

    /// <summary>Whether a file of the project belongs to the source; a deleted one as well, so the disk is not asked.</summary>
    /// <param name="relativePath">The path from the project folder, with <c>/</c> between segments.</param>
    internal bool Names(string relativePath)
    {
        int slash = Path.LastIndexOf('/') + 1;
        return Kind == DataSourceKind.File
            && relativePath.LastIndexOf('/') + 1 == slash
            && relativePath.StartsWith(Path[..slash], StringComparison.Ordinal)
            && FileSystemName.MatchesSimpleExpression(Path.AsSpan(slash), relativePath.AsSpan(slash), ignoreCase: false);
    }

    /// <summary>The source as a spec writes it.</summary>
    public override string ToString() => Kind == DataSourceKind.Blob ? BlobPrefix + Path : Path;

    private static string? FindFault(string path)
    {
        if (path.Any(char.IsControl))
        {
            return "it holds a control character; remove it.";
        }

        if (path.Contains('\\'))
        {
            return "write / between the segments of the path, not \\.";
        }

        if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])))
        {
            return "the path is absolute; give one relative to the project folder.";
        }

        string[] segments = path.Split('/');
        if (segments.Contains(".."))
        {
            return "'..' leaves the project folder; move the data into it.";
        }

        if (segments.Any(s => s.Length == 0 || s == "."))
        {
            return "a segment of the path is empty or '.'; remove it.";
        }

        if (segments[..^1].Any(s => s.AsSpan().ContainsAny('*', '?')))
        {
            return "only the last segment of the path may hold * or ?; name the folders.";
        }

        return path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase)
            ? null
            : "it must end in .csv or .csv.gz; convert the data to CSV.";
    }

    private static string? FindBlobFault(string path)
    {
        int slash = path.IndexOf('/');
        return slash < 0
            ? "a blob has a container and a path, such as blob:training/wine/*.csv."
            : ObjectPath.FindFault(path[..slash], path[(slash + 1)..]);
    }
}
