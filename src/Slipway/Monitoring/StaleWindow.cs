namespace Slipway.Monitoring;

/// <summary>A window for which outcomes have come since it was looked at.</summary>
/// <param name="To">The end of the window.</param>
/// <param name="Since">When that was last noticed, UTC.</param>
public sealed record StaleWindow(DateTimeOffset To, DateTimeOffset Since);
