namespace Slipway.Web.Protocols.OpenInference;

/// <summary>That the server runs.</summary>
internal sealed record LiveState(bool Live);

/// <summary>That the server has models to answer with.</summary>
internal sealed record ReadyState(bool Ready);
