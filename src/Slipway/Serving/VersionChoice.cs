namespace Slipway.Serving;

/// <summary>The version that a caller asks for; neither for the one that serves by default.</summary>
/// <param name="Version">A version's number, from 1.</param>
/// <param name="Alias">The name of an alias; never beside a number.</param>
public readonly record struct VersionChoice(int? Version, string? Alias);
