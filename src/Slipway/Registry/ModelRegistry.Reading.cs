using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>The models that have a version, in ordinal order of their names.</summary>
    public async Task<IReadOnlyList<ModelName>> ListModelsAsync(CancellationToken cancellationToken)
    {
        var models = new SortedDictionary<string, ModelName>(StringComparer.Ordinal);
        await foreach (var (model, _) in ListAsync(RegistryPaths.ModelsPrefix, cancellationToken).ConfigureAwait(false))
        {
            models[model.Value] = model;
        }

        return [.. models.Values];
    }

    /// <summary>The numbers of a model's versions, ascending; or <c>registry.modelNotFound</c>.</summary>
    public async Task<Result<int[]>> ListVersionsAsync(ModelName model, CancellationToken cancellationToken)
    {
        ThrowIfNameless(model);
        var versions = new List<int>();
        await foreach (var (_, version) in ListAsync(RegistryPaths.VersionsPrefix(model), cancellationToken).ConfigureAwait(false))
        {
            versions.Add(version);
        }

        versions.Sort();
        return versions.Count > 0 ? versions.ToArray() : RegistryProblems.ModelNotFound(model);
    }

    /// <summary>
    /// The manifest of a version; or <c>registry.modelNotFound</c>, <c>registry.versionNotFound</c>, or <c>registry.formatNewer</c> when
    /// a newer Slipway
    /// wrote it.
    /// </summary>
    public async Task<Result<ModelManifest>> GetManifestAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        ThrowIfNameless(model);
        var path = RegistryPaths.File(model, version, RegistryPaths.Manifest);
        if (version > 0 && await _store.GetJsonAsync<ModelManifest>(path, cancellationToken).ConfigureAwait(false) is { } stored)
        {
            return stored.Value.FormatVersion <= FormatVersion
                ? stored.Value
                : RegistryProblems.FormatNewer(model, version, stored.Value.FormatVersion);
        }

        var versions = await ListVersionsAsync(model, cancellationToken).ConfigureAwait(false);
        return versions.IsSuccess ? RegistryProblems.VersionNotFound(model, version) : Result<ModelManifest>.Failure(versions.Problems);
    }

    /// <summary>
    /// The ONNX file of a version, checked against its manifest; or the problems of <see cref="GetManifestAsync"/>,
    /// <c>registry.contentMissing</c> or <c>registry.contentChanged</c>.
    /// </summary>
    public async Task<Result<ReadOnlyMemory<byte>>> ReadOnnxAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        var manifest = await GetManifestAsync(model, version, cancellationToken).ConfigureAwait(false);
        if (!manifest.TryGetValue(out var known))
        {
            return Result<ReadOnlyMemory<byte>>.Failure(manifest.Problems);
        }

        var path = RegistryPaths.File(model, version, RegistryPaths.Onnx);
        if (await _store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return RegistryProblems.ContentMissing(model, version, RegistryPaths.Onnx);
        }

        return Convert.ToHexStringLower(SHA256.HashData(stored.Content.Span)) == known.OnnxSha256
            ? stored.Content
            : RegistryProblems.ContentChanged(model, version);
    }

    /// <summary>
    /// Another file of a version; or the problems of <see cref="GetManifestAsync"/>, or <c>registry.contentMissing</c>.
    /// </summary>
    public async Task<Result<ReadOnlyMemory<byte>>> ReadFileAsync(
        ModelName model, int version, VersionFile file, CancellationToken cancellationToken)
    {
        string name = VersionStore.NameOf(file);
        var manifest = await GetManifestAsync(model, version, cancellationToken).ConfigureAwait(false);
        if (!manifest.IsSuccess)
        {
            return Result<ReadOnlyMemory<byte>>.Failure(manifest.Problems);
        }

        var stored = await _store.GetAsync(RegistryPaths.File(model, version, name), cancellationToken).ConfigureAwait(false);
        return stored is null ? RegistryProblems.ContentMissing(model, version, name) : stored.Content;
    }

    /// <summary>The versions that exist: those with a manifest.</summary>
    private async IAsyncEnumerable<(ModelName Model, int Version)> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in _store.ListAsync(RegistryPaths.Container, prefix, cancellationToken).ConfigureAwait(false))
        {
            if (RegistryPaths.Parse(entry.Path) is { File: RegistryPaths.Manifest } file)
            {
                yield return (file.Model, file.Version);
            }
        }
    }
}
