using Slipway.Registry;

namespace Slipway.Rollouts;

/// <summary>Asks for a rollout.</summary>
/// <param name="Model">The model.</param>
/// <param name="Spec">What is asked; what it does not say is taken from the champion's <c>model.yaml</c>.</param>
/// <param name="Reason">Why, for the audit record.</param>
/// <param name="Actor">Who, for the audit record.</param>
public sealed record StartRolloutCommand(ModelName Model, RolloutSpec Spec, string Reason, string Actor);
