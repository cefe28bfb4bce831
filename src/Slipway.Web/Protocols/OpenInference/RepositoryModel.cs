namespace Slipway.Web.Protocols.OpenInference;

/// <summary>A model in the index of the repository.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">The version that serves, if one does.</param>
/// <param name="State"><see cref="Ready"/> or <see cref="Unavailable"/>.</param>
/// <param name="Reason">Why it does not serve; empty when it does.</param>
internal sealed record RepositoryModel(string Name, string? Version, string State, string Reason)
{
    public const string Ready = "READY";
    public const string Unavailable = "UNAVAILABLE";
}
