namespace Slipway.Web.Protocols;

/// <summary>The names of all models.</summary>
internal sealed record ModelNames(IEnumerable<string> Models);
