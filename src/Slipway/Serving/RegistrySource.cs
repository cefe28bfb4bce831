using System.Text;
using Slipway.Learning.Results;
using Slipway.PredictionLog;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Rollouts;

namespace Slipway.Serving;

/// <summary>The registry as the source of a catalog.</summary>
/// <param name="registry">The registry.</param>
/// <param name="rollouts">The rollouts; <see langword="null"/> where only versions are wanted.</param>
internal sealed class RegistrySource(ModelRegistry registry, RolloutStore? rollouts = null) : IModelSource
{
    public Task<IReadOnlyList<ModelName>> ListModelsAsync(CancellationToken cancellationToken) =>
        registry.ListModelsAsync(cancellationToken);

    public async Task<Result<IReadOnlyDictionary<string, int>>> GetAliasesAsync(ModelName model, CancellationToken cancellationToken)
    {
        var result = await registry.GetAliasesAsync(model, cancellationToken).ConfigureAwait(false);
        return result.TryGetValue(out var aliases)
            ? aliases.Aliases.ToDictionary(a => a.Key, a => a.Value.Version, StringComparer.Ordinal)
            : Result<IReadOnlyDictionary<string, int>>.Failure(result.Problems);
    }

    public async Task<Result<Rollout?>> GetRolloutAsync(ModelName model, CancellationToken cancellationToken) =>
        rollouts is null ? Result<Rollout?>.Success(null) : await rollouts.FindAsync(model, cancellationToken).ConfigureAwait(false);

    public async Task<Result<ServedModel>> LoadAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        var manifest = await registry.GetManifestAsync(model, version, cancellationToken).ConfigureAwait(false);
        if (!manifest.TryGetValue(out var known))
        {
            return Result<ServedModel>.Failure(manifest.Problems);
        }

        var onnx = await registry.ReadOnnxAsync(model, version, cancellationToken).ConfigureAwait(false);
        if (!onnx.TryGetValue(out var content))
        {
            return Result<ServedModel>.Failure(onnx.Problems);
        }

        var spec = await ReadSpecAsync(known, cancellationToken).ConfigureAwait(false);
        var recording = spec is null ? null : RecordingPlan.Create(known.Schema, spec);
        return ServedModel.Load(known, content.Span, recording, spec?.Serve.Explain ?? false);
    }

    /// <summary>
    /// A version without a readable spec, such as an imported one, is served all the same; then nothing says which inputs may be
    /// logged.
    /// </summary>
    private async Task<ModelSpec?> ReadSpecAsync(ModelManifest manifest, CancellationToken cancellationToken)
    {
        var file = await registry.ReadFileAsync(manifest.Model, manifest.Version, VersionFile.Spec, cancellationToken)
            .ConfigureAwait(false);
        return file.TryGetValue(out var text) && SpecReader.Read(Encoding.UTF8.GetString(text.Span), "spec.yaml").TryGetValue(out var spec)
            ? spec
            : null;
    }
}
