using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Datasets;

/// <summary>The dataset versions in a store: content by its SHA-256, and a manifest. Thread-safe.</summary>
public sealed class DatasetStore(IObjectStore store, TimeProvider clock)
{
    private const string Container = "data";
    private const string ManifestFile = "/manifest.json";

    /// <summary>Which version each model is trained on next.</summary>
    public ModelDatasets Models { get; } = new(store, clock);

    /// <summary>Stores the content of files as a dataset version. The same content is the same version and is stored once.</summary>
    /// <param name="files">The files in order, at least one; plain or gzip, with one header between them.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The version, or what <see cref="GatheredContent.GatherAsync"/> found wrong with the files.</returns>
    public Task<Result<DatasetManifest>> ImportAsync(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken) =>
        ImportAsync(files, parts => parts, cancellationToken);

    /// <summary>Stores content as a dataset version. The same content is the same version and is stored once.</summary>
    public Task<DatasetManifest> ImportAsync(GatheredContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return ImportAsync(content, content.Parts, cancellationToken);
    }

    /// <summary>Stores the content of a version with more rows behind it as another version.</summary>
    /// <param name="start">The version that it starts with.</param>
    /// <param name="rows">The rows, with the same header.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The version, or the problems of <see cref="ImportAsync(IReadOnlyList{SourceFile}, CancellationToken)"/>.</returns>
    internal Task<Result<DatasetManifest>> AppendAsync(DatasetManifest start, SourceFile rows, CancellationToken cancellationToken)
    {
        var content = new SourceFile(start.Version, async token => await OpenAsync(start.Version, token)
            ?? throw new InvalidDataException($"The content of dataset version {start.Version} is missing. Restore it from a backup."));

        // The content is copied byte for byte, so the lines where its files begin stay as they are.
        return ImportAsync([content, rows], parts => [.. start.Files, .. parts.Skip(1)], cancellationToken);
    }

    private async Task<Result<DatasetManifest>> ImportAsync(
        IReadOnlyList<SourceFile> files, Func<IReadOnlyList<DatasetPart>, IReadOnlyList<DatasetPart>> name, CancellationToken cancellationToken)
    {
        var gathered = await GatheredContent.GatherAsync(files, cancellationToken);
        if (!gathered.TryGetValue(out var content))
        {
            return Result<DatasetManifest>.Failure(gathered.Problems);
        }

        await using (content)
        {
            return await ImportAsync(content, name(content.Parts), cancellationToken);
        }
    }

    private async Task<DatasetManifest> ImportAsync(
        GatheredContent content, IReadOnlyList<DatasetPart> parts, CancellationToken cancellationToken)
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
        var manifest = new DatasetManifest(version, content.Stream.Length, parts, clock.GetUtcNow());
        await store.PutJsonAsync(ManifestPath(version), manifest, PutCondition.IfAbsent, cancellationToken);
        return manifest;
    }

    /// <summary>The manifest of a version; <see langword="null"/> when the store does not have it.</summary>
    public async Task<DatasetManifest?> FindAsync(string version, CancellationToken cancellationToken) =>
        (await store.GetJsonAsync<DatasetManifest>(ManifestPath(version), cancellationToken))?.Value;

    /// <summary>The manifests of all versions, in the order of their names.</summary>
    public async IAsyncEnumerable<DatasetManifest> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(Container, "", cancellationToken))
        {
            if (entry.Path.Key.EndsWith(ManifestFile, StringComparison.Ordinal)
                && await store.GetJsonAsync<DatasetManifest>(entry.Path, cancellationToken) is { } manifest)
            {
                yield return manifest.Value;
            }
        }
    }

    /// <summary>Opens the content of a version; <see langword="null"/> when the store does not have it.</summary>
    public Task<Stream?> OpenAsync(string version, CancellationToken cancellationToken) =>
        store.OpenReadAsync(ContentPath(version), 0, cancellationToken);

    private static ObjectPath ContentPath(string version) => new(Container, $"{version}/content.csv");

    private static ObjectPath ManifestPath(string version) => new(Container, version + ManifestFile);
}
