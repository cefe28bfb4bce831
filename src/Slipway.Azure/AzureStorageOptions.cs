namespace Slipway.Azure;

/// <summary>How an Azure storage account is used.</summary>
public sealed record AzureStorageOptions
{
    /// <summary>What the names of containers and queues begin with, so that stores can share an account; empty by default.</summary>
    public string NamePrefix { get; init; } = "";

    /// <summary>The client id of a user-assigned managed identity; the variable AZURE_CLIENT_ID when not given.</summary>
    public string? ManagedIdentityClientId { get; init; }

    /// <summary>
    /// How often a call is tried again. The default bridges an outage of about half a minute, with growing pauses between the tries.
    /// </summary>
    public int MaxRetries { get; init; } = 7;

    /// <summary>How long one try may wait for the service.</summary>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
