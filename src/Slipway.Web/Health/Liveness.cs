namespace Slipway.Web.Health;

/// <summary>That the process runs.</summary>
internal sealed record Liveness(string Status);
