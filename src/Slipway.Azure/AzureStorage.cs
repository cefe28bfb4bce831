using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Azure;

/// <summary>The storage ports on one Azure storage account, or on the emulator Azurite.</summary>
public sealed partial class AzureStorage
{
    private const string BadConnection = "store.badConnection";
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(20);

    private AzureStorage(BlobServiceClient blobs, BlobServiceClient blobsOnce, QueueServiceClient queues, AzureStorageOptions options)
    {
        Name = $"Azure storage account {blobs.AccountName} ({blobs.Uri.Authority})";
        Store = new BlobObjectStore(blobs, blobsOnce, options);
        Queue = new StorageWorkQueue(queues, options.NamePrefix);
    }

    /// <summary>Which account it is, for people; without secrets.</summary>
    public string Name { get; }

    /// <summary>The objects: containers are blob containers, made when they are first written to.</summary>
    public IObjectStore Store { get; }

    /// <summary>The queues, made when they are first sent to.</summary>
    public IWorkQueue Queue { get; }

    /// <summary>Opens an account. Nothing is sent yet, so a wrong account shows with the first call.</summary>
    /// <param name="connection">
    /// <c>UseDevelopmentStorage=true</c> for Azurite, a connection string, or the name or the blob URL of an account, to which the identity
    /// of this process (managed identity, workload identity, Azure CLI and so on) has access.
    /// </param>
    /// <param name="options">How it is used.</param>
    /// <returns>The account; or <c>store.badConnection</c>, without any of the text given, as that may hold a key.</returns>
    public static Result<AzureStorage> Open(string connection, AzureStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(options);
        connection = connection.Trim();
        if (!NamePrefixRule().IsMatch(options.NamePrefix))
        {
            return new Problem(
                BadConnection,
                $"'{options.NamePrefix}' cannot begin names of containers: up to 20 lower-case letters, digits and single hyphens can.");
        }

        if (AccountRule().IsMatch(connection))
        {
            return WithIdentity($"https://{connection}.blob.core.windows.net", options);
        }

        if (connection.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return WithIdentity(connection, options);
        }

        return WithConnectionString(connection, options);
    }

    private static Result<AzureStorage> WithConnectionString(string connection, AzureStorageOptions options)
    {
        try
        {
            return new AzureStorage(
                new BlobServiceClient(connection, BlobOptions(options)),
                new BlobServiceClient(connection, BlobOptions(options with { MaxRetries = 0 })),
                new QueueServiceClient(connection, Configure(new QueueClientOptions(), options)),
                options);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // The exception is not passed on: its message may quote a key.
            return new Problem(
                BadConnection,
                "The storage connection is none of: UseDevelopmentStorage=true; a connection string as the portal shows it "
                + "(AccountName=...;AccountKey=...); the name of a storage account, 3 to 24 lower-case letters and digits; "
                + "https://<account>.blob.core.windows.net. Correct it; it is not shown here because it may hold a key.");
        }
    }

    private static Result<AzureStorage> WithIdentity(string url, AzureStorageOptions options)
    {
        bool isUrl = Uri.TryCreate(url, UriKind.Absolute, out var blobs)
            && blobs.Host.Contains(".blob.", StringComparison.OrdinalIgnoreCase)
            && blobs.AbsolutePath == "/" && blobs.Query.Length == 0 && blobs.UserInfo.Length == 0;
        if (!isUrl)
        {
            return new Problem(
                BadConnection,
                "The storage URL is not https://<account>.blob.core.windows.net (or of another cloud) and nothing behind it. "
                + "For a shared access signature give a connection string: BlobEndpoint=...;QueueEndpoint=...;SharedAccessSignature=...");
        }

        string queueHost = blobs!.Host.Replace(".blob.", ".queue.", StringComparison.OrdinalIgnoreCase);
        var queues = new UriBuilder(blobs) { Host = queueHost }.Uri;
        var identity = new DefaultAzureCredential(Identity(options));
        return new AzureStorage(
            new BlobServiceClient(blobs, identity, BlobOptions(options)),
            new BlobServiceClient(blobs, identity, BlobOptions(options with { MaxRetries = 0 })),
            new QueueServiceClient(queues, identity, Configure(new QueueClientOptions(), options)),
            options);
    }

    private static DefaultAzureCredentialOptions Identity(AzureStorageOptions options)
    {
        var identity = new DefaultAzureCredentialOptions();
        if (options.ManagedIdentityClientId is { } clientId)
        {
            identity.ManagedIdentityClientId = clientId;
        }

        return identity;
    }

    private static BlobClientOptions BlobOptions(AzureStorageOptions options) => Configure(new BlobClientOptions(), options);

    private static T Configure<T>(T client, AzureStorageOptions options)
        where T : ClientOptions
    {
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = options.MaxRetries;
        client.Retry.Delay = RetryDelay;
        client.Retry.MaxDelay = MaxRetryDelay;
        client.Retry.NetworkTimeout = options.NetworkTimeout;
        return client;
    }

    [GeneratedRegex("^[a-z0-9]{3,24}$")]
    private static partial Regex AccountRule();

    [GeneratedRegex("^(?!.*--)([a-z0-9][a-z0-9-]{0,19})?$")]
    private static partial Regex NamePrefixRule();
}
