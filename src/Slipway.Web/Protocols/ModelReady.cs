namespace Slipway.Web.Protocols;

/// <summary>Whether a model answers.</summary>
internal sealed record ModelReady(string Name, bool Ready);
