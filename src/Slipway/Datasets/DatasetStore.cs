using System.Security.Cryptography;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Datasets;

/// <summary>The dataset versions in a store: content by its SHA-256, and a manifest. Thread-safe.</summary>
public sealed class DatasetStore(IObjectStore store, TimeProvider clock)
{
    private const string Container = "data";

    /// <summary>Stores the content of files as a dataset version. The same content is the same version and is stored once.</summary>
    /// <param name="files">The files in order, at least one; plain or gzip, with one header between them.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The version, or what <see cref="GatheredContent.GatherAsync"/> found wrong with the files.</returns>
    public async Task<Result<DatasetManifest>> ImportAsync(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        var gathered = await GatheredContent.GatherAsync(files, cancellationToken);
        if (!gathered.TryGetValue(out var content))
        {
            return Result<DatasetManifest>.Failure(gathered.Problems);
        }

        await using (content)
        {
            return await ImportAsync(content, cancellationToken);
        }
    }

    /// <summary>Stores content as a dataset version. The same content is the same version and is stored once.</summary>
    public async Task<DatasetManifest> ImportAsync(GatheredContent content, CancellationToken cancellationToken)
    {
        content.Stream.Position = 0;
        string version = Convert.ToHexStringLower(await SHA256.HashDataAsync(content.Stream, cancellationToken));
        if (await FindAsync(version, cancellationToken) is { } stored)
        {
            return stored;
        }

        content.Stream.Position = 0;
        await store.PutAsync(ContentPath(version), content.Stream, PutCondition.Always, cancellationToken);

        // Written last: a version exists when its manifest does. A lost race wrote the same content.
        var manifest = new DatasetManifest(version, content.Stream.Length, content.Parts, clock.GetUtcNow());
        await store.PutJsonAsync(ManifestPath(version), manifest, PutCondition.IfAbsent, cancellationToken);
        return manifest;
    }

    /// <summary>The manifest of a version; <see langword="null"/> when the store does not have it.</summary>
    public async Task<DatasetManifest?> FindAsync(string version, CancellationToken cancellationToken) =>
        (await store.GetJsonAsync<DatasetManifest>(ManifestPath(version), cancellationToken))?.Value;

    /// <summary>Opens the content of a version; <see langword="null"/> when the store does not have it.</summary>
    public Task<Stream?> OpenAsync(string version, CancellationToken cancellationToken) =>
        store.OpenReadAsync(ContentPath(version), 0, cancellationToken);

    private static ObjectPath ContentPath(string version) => new(Container, $"{version}/content.csv");

    private static ObjectPath ManifestPath(string version) => new(Container, $"{version}/manifest.json");
}
