namespace Slipway.Web.Protocols.OpenInference;

/// <summary>What the server is, and what it knows beyond the protocol.</summary>
internal sealed record ServerMetadata(string Name, string Version, string[] Extensions);
