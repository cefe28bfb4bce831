using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Registry;

/// <summary>A wish to change an alias.</summary>
internal sealed record AliasChange(ModelName Model, string Alias, string Action, string Reason, string Actor)
{
    /// <summary>The state of the aliases that the wish is about; null for any.</summary>
    public ETag? IfUnchanged { get; init; }

    /// <summary>From where the alias points to where it is to point; the same version for no change.</summary>
    public required Func<ModelAlias?, Task<Result<ModelAlias>>> Decide { get; init; }
}
