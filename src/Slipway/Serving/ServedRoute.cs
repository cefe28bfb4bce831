namespace Slipway.Serving;

/// <summary>What answers a request.</summary>
/// <param name="Model">The version that answers.</param>
/// <param name="Variant">The name that chose the version, such as <c>champion</c>; <see langword="null"/> when the caller named a number.</param>
public readonly record struct ServedRoute(ServedModel Model, string? Variant);
