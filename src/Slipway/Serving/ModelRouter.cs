using Slipway.Learning.Results;

namespace Slipway.Serving;

/// <summary>
/// Chooses the version that answers a request: the one that the caller names, else the champion or, while a rollout runs, one of its
/// variants. Safe to use from several threads; takes no lock.
/// </summary>
public sealed class ModelRouter(ModelCatalog catalog)
{
    /// <summary>The version that answers a request.</summary>
    /// <param name="model">The model's name as the caller gave it.</param>
    /// <param name="choice">What the caller asks for.</param>
    /// <param name="key">What the caller is recognised by.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The route, or the problems of <see cref="ModelCatalog.FindAsync"/>.</returns>
    public ValueTask<Result<ServedRoute>> FindAsync(
        string model, VersionChoice choice, RoutingKey key, CancellationToken cancellationToken) =>
        choice == default && catalog.FindRollout(model) is { } rollout
            ? new(rollout.Choose(key).AsResult)
            : FindVersionAsync(model, choice, cancellationToken);

    private async ValueTask<Result<ServedRoute>> FindVersionAsync(string model, VersionChoice choice, CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync(model, choice.Version, choice.Alias, cancellationToken).ConfigureAwait(false);
        return found.TryGetValue(out var served)
            ? new ServedRoute(served, choice.Version is null ? choice.Alias ?? ModelCatalog.ChampionAlias : null)
            : Result<ServedRoute>.Failure(found.Problems);
    }
}
