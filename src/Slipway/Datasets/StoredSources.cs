using System.IO.Enumeration;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Storage;

namespace Slipway.Datasets;

/// <summary>Finds the objects of a store that a <c>blob:</c> source names.</summary>
internal static class StoredSources
{
    /// <summary>The objects, in ordinal order, as they are now.</summary>
    /// <returns>At least one; or <c>data.fileNotFound</c>.</returns>
    public static async Task<Result<IReadOnlyList<SourceFile>>> FindAsync(
        IObjectStore store, DataSource source, CancellationToken cancellationToken)
    {
        int slash = source.Path.IndexOf('/');
        (string container, string key) = (source.Path[..slash], source.Path[(slash + 1)..]);
        string folder = key[..(key.LastIndexOf('/') + 1)];
        string pattern = key[folder.Length..];
        var files = new List<SourceFile>();
        await foreach (var entry in store.ListAsync(container, source.IsGlob ? folder : key, cancellationToken))
        {
            string name = entry.Path.Key[folder.Length..];
            if (source.IsGlob ? !name.Contains('/') && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false) : name == pattern)
            {
                files.Add(new SourceFile($"blob:{entry.Path}", token => OpenAsync(store, entry.Path, token)));
            }
        }

        return files.Count > 0
            ? Result<IReadOnlyList<SourceFile>>.Success(files)
            : new Problem(
                "data.fileNotFound",
                $"data.source: In the store {(source.IsGlob ? "no object matches" : "there is no object")} '{source.Path}'. "
                + "Put the data there, or name the store that has it with --store or --storage.");
    }

    private static async Task<Stream> OpenAsync(IObjectStore store, ObjectPath path, CancellationToken cancellationToken) =>
        await store.OpenReadAsync(path, 0, cancellationToken)
            ?? throw new IOException($"'{path}' was removed while the data was read. Run it again.");
}
