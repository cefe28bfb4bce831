using System.Text;
using Slipway.Learning.Results;
using Slipway.Projects;

namespace Slipway.Registry;

/// <summary>
/// The specs of the champions: what the product goes by where no project folder is at hand. Thread-safe; remembers what it read, because a
/// version never changes.
/// </summary>
public sealed class ChampionSpecs(ModelRegistry registry)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(ModelName, int), StoredSpec> _read = new();

    /// <summary>The spec of a model's champion.</summary>
    /// <returns>The spec; or the problems of <see cref="ModelRegistry.ResolveAsync"/>, or those of a spec that does not read.</returns>
    public async Task<Result<StoredSpec>> GetAsync(ModelName model, CancellationToken cancellationToken)
    {
        var resolved = await registry.ResolveAsync(model, "champion", cancellationToken);
        return resolved.TryGetValue(out int version)
            ? await GetAsync(model, version, cancellationToken)
            : Result<StoredSpec>.Failure(resolved.Problems);
    }

    /// <summary>The spec of any version, such as one that was champion.</summary>
    /// <returns>The spec; or why the version cannot be read, or the problems of a spec that does not read.</returns>
    public async Task<Result<StoredSpec>> GetAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue((model, version), out var known))
        {
            return known;
        }

        var manifest = await registry.GetManifestAsync(model, version, cancellationToken);
        var file = await registry.ReadFileAsync(model, version, VersionFile.Spec, cancellationToken);
        if (!manifest.IsSuccess || !file.IsSuccess)
        {
            return Result<StoredSpec>.Failure([.. manifest.Problems, .. file.Problems]);
        }

        string text = Encoding.UTF8.GetString(file.Value.Span);
        var spec = SpecReader.Read(text, $"{model}@{version}/model.yaml");
        return spec.IsSuccess
            ? _read[(model, version)] = new StoredSpec(manifest.Value, spec.Value, text)
            : Result<StoredSpec>.Failure(spec.Problems);
    }

    /// <summary>The spec of a model's champion; <see langword="null"/> when there is none that reads.</summary>
    public async Task<StoredSpec?> FindAsync(ModelName model, CancellationToken cancellationToken) =>
        (await GetAsync(model, cancellationToken)).TryGetValue(out var spec) ? spec : null;
}
