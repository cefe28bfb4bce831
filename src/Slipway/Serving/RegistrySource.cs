using Slipway.Learning.Results;
using Slipway.Registry;

namespace Slipway.Serving;

/// <summary>The registry as the source of a catalog.</summary>
internal sealed class RegistrySource(ModelRegistry registry) : IModelSource
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

    public async Task<Result<ServedModel>> LoadAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        var manifest = await registry.GetManifestAsync(model, version, cancellationToken).ConfigureAwait(false);
        if (!manifest.TryGetValue(out var known))
        {
            return Result<ServedModel>.Failure(manifest.Problems);
        }

        var onnx = await registry.ReadOnnxAsync(model, version, cancellationToken).ConfigureAwait(false);
        return onnx.TryGetValue(out var content) ? ServedModel.Load(known, content.Span) : Result<ServedModel>.Failure(onnx.Problems);
    }
}
