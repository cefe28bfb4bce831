using Slipway.Rollouts;

namespace Slipway.Serving;

/// <summary>What answers a request.</summary>
/// <param name="Model">The version that reads the rows, and answers unless a rollout has it otherwise (<see cref="RowsAnswer"/>).</param>
/// <param name="Variant">The name that chose the version, such as <c>champion</c>; <see langword="null"/> when the caller named a number.</param>
public readonly record struct ServedRoute(ServedModel Model, string? Variant)
{
    /// <summary>The variant of the running rollout; <see langword="null"/> when none runs, or the caller chose for itself.</summary>
    internal ServedArm? Arm { get; init; }
}
