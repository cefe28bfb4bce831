namespace Slipway.Rollouts;

/// <summary>A version that gets a fixed share in an A/B test. The champion answers the rest.</summary>
/// <param name="Name">What the log calls it, such as <c>b</c>.</param>
/// <param name="Version">The version.</param>
/// <param name="Percent">Its share of the requests, above 0.</param>
public sealed record RolloutArm(string Name, int Version, double Percent);
