using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Scoring;
using Slipway.Serving;

namespace Slipway.Cli.CommandLine;

/// <summary>Loads the version that a command line names.</summary>
internal static class ServedModels
{
    /// <param name="registry">The registry.</param>
    /// <param name="model">The model.</param>
    /// <param name="reference">A version number or an alias.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static async Task<Result<ServedModel>> LoadAsync(
        ModelRegistry registry, ModelName model, string reference, CancellationToken cancellationToken)
    {
        var resolved = await registry.ResolveAsync(model, reference, cancellationToken);
        return resolved.TryGetValue(out int version)
            ? await new ScoringModels(registry).LoadAsync(model, version, cancellationToken)
            : Result<ServedModel>.Failure(resolved.Problems);
    }
}
