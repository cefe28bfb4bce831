namespace Slipway.Registry;

/// <summary>The version of a run. Put only where there is none, so a run has one version however often it is registered.</summary>
internal sealed record RunBinding(int Version);
