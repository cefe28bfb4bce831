using Slipway.Serving;

namespace Slipway.Web.Predicting;

/// <summary>Ids that sort by time: UUIDs of version 7 (RFC 9562, 5.7).</summary>
public sealed class Version7PredictionIds(TimeProvider time) : IPredictionIds
{
    public Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
}
