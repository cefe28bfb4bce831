namespace Slipway.Access;

/// <summary>A key that was just made or rotated.</summary>
/// <param name="Key">What the store keeps.</param>
/// <param name="Text">What the caller sends. It is nowhere else and cannot be shown again.</param>
public sealed record IssuedKey(AccessKey Key, string Text);
