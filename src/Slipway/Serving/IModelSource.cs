using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Rollouts;

namespace Slipway.Serving;

/// <summary>Where a catalog takes models from.</summary>
internal interface IModelSource
{
    /// <summary>The names of all models.</summary>
    Task<IReadOnlyList<ModelName>> ListModelsAsync(CancellationToken cancellationToken);

    /// <summary>The versions that a model's aliases point to.</summary>
    Task<Result<IReadOnlyDictionary<string, int>>> GetAliasesAsync(ModelName model, CancellationToken cancellationToken);

    /// <summary>The model's last rollout, over or not; <see langword="null"/> when there was none.</summary>
    Task<Result<Rollout?>> GetRolloutAsync(ModelName model, CancellationToken cancellationToken);

    /// <summary>Loads and compiles a version.</summary>
    Task<Result<ServedModel>> LoadAsync(ModelName model, int version, CancellationToken cancellationToken);
}
