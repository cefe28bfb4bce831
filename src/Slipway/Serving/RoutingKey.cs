namespace Slipway.Serving;

/// <summary>
/// What a caller wants to be recognised by, so that a rollout answers it with the same version each time. The default is no key.
/// </summary>
/// <param name="Text">The key, such as a customer's number; <see langword="null"/> or empty for none. Never stored.</param>
public readonly record struct RoutingKey(string? Text);
