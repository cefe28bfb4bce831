using Azure;
using Azure.Identity;

namespace Slipway.Azure;

/// <summary>
/// Runs calls of the SDK and turns their failures into the exceptions that a folder would throw, so that callers handle both adapters
/// alike.
/// </summary>
internal static class AzureCall
{
    /// <exception cref="IOException">The service refused the call or was not reached, after all retries.</exception>
    public static async Task<T> RunAsync<T>(string name, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e) when (Describe(e, cancellationToken) is { } fault)
        {
            throw new IOException($"Azure storage, '{name}': {fault}", e);
        }
    }

    /// <exception cref="IOException">The service refused the call or was not reached, after all retries.</exception>
    public static Task RunAsync(string name, Func<Task> call, CancellationToken cancellationToken) => RunAsync(
        name,
        async () =>
        {
            await call().ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>What went wrong and what to do, for failures that are the service's or the network's; null for all others.</summary>
    private static string? Describe(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        RequestFailedException { Status: 401 or 403 } e =>
            $"access was refused ({e.Status} {e.ErrorCode}). Give the identity the roles Storage Blob Data Contributor and "
            + "Storage Queue Data Contributor, or correct the key.",
        RequestFailedException { Status: 0 } e => $"the service was not reached: {FirstLine(e)} Check the account's name and the network.",
        RequestFailedException e => $"the call failed ({e.Status} {e.ErrorCode}): {FirstLine(e)}",
        AuthenticationFailedException e => $"no identity was found to sign in with: {FirstLine(e)} Sign in with 'az login', or give a key.",

        // What the SDK throws when every retry failed.
        AggregateException { InnerExceptions: [.., var last] } => Describe(last, cancellationToken),

        // The SDK's word for a time-out; a cancelled caller gets the cancellation.
        OperationCanceledException when !cancellationToken.IsCancellationRequested =>
            "the service did not answer in time. Check the network, then try again.",
        _ => null,
    };

    private static string FirstLine(Exception e)
    {
        string line = e.Message.Split('\n')[0].Trim();
        return line.EndsWith('.') ? line : line + ".";
    }
}
