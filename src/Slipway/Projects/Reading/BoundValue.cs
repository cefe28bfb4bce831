namespace Slipway.Projects.Reading;

/// <summary>A value of a spec that was read without a problem, and its place.</summary>
/// <param name="Place">Where it is; of an entry of a map, where its key is.</param>
/// <param name="Key">The key of an entry of a map; empty for others.</param>
/// <param name="Value">The value.</param>
internal sealed record BoundValue(YamlNode Place, string Key, object Value);
