namespace Slipway.Rollouts;

/// <summary>A step of a canary's ramp.</summary>
/// <param name="Percent">The share of the requests that the canary gets, above 0 up to 100.</param>
/// <param name="MinSeconds">How long the step lasts at least, 0 or more.</param>
/// <param name="MinRequests">How many requests the canary answers in it at least, over all servers; 0 or more.</param>
public sealed record RolloutStep(double Percent, double MinSeconds, long MinRequests);
