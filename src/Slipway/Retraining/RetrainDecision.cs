using Slipway.Registry;

namespace Slipway.Retraining;

/// <summary>Whether a model is to be retrained now, and why or why not.</summary>
/// <param name="Model">The model.</param>
/// <param name="Trigger">What causes it, such as <c>drift</c> or <c>schedule</c>; null when nothing asks for it.</param>
/// <param name="IsDue">Whether it is to be retrained now.</param>
/// <param name="Reason">Why, or why not, in words.</param>
/// <param name="NewRows">The labelled rows that are new since the model was last trained.</param>
public sealed record RetrainDecision(ModelName Model, string? Trigger, bool IsDue, string Reason, long NewRows)
{
    /// <summary>
    /// Since when a retraining is awaited, UTC: one that is due and has not begun, or one that began and has not ended, as when its process
    /// died. Null when none is.
    /// </summary>
    public DateTimeOffset? AwaitedSince { get; init; }
}
