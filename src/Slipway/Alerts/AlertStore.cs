using System.Runtime.CompilerServices;
using Slipway.Storage;

namespace Slipway.Alerts;

/// <summary>The alerts in a store, by fingerprint. Thread-safe.</summary>
public sealed class AlertStore(IObjectStore store)
{
    private const string Container = "reports";
    private const string Prefix = "_alerts/";
    private const string Suffix = ".json";

    /// <summary>The alert with a fingerprint; <see langword="null"/> when there is none.</summary>
    public async Task<StoredJson<Alert>?> FindAsync(string fingerprint, CancellationToken cancellationToken) =>
        ObjectPath.FindFault(Container, Prefix + fingerprint + Suffix) is null
            ? await store.GetJsonAsync<Alert>(PathOf(fingerprint), cancellationToken)
            : null;

    /// <summary>All alerts, in the order of their fingerprints.</summary>
    public async IAsyncEnumerable<Alert> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(Container, Prefix, cancellationToken))
        {
            if (await store.GetJsonAsync<Alert>(entry.Path, cancellationToken) is { } alert)
            {
                yield return alert.Value;
            }
        }
    }

    /// <summary>Writes an alert if it is still in the state that was read.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="read">The state that was read; null where there was none.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The mark of the new state; null when somebody else wrote in between.</returns>
    internal Task<ETag?> TryPutAsync(Alert alert, ETag? read, CancellationToken cancellationToken) => store.PutJsonAsync(
        PathOf(alert.Fingerprint), alert, read is { } etag ? PutCondition.IfUnchanged(etag) : PutCondition.IfAbsent, cancellationToken);

    private static ObjectPath PathOf(string fingerprint) => new(Container, Prefix + fingerprint + Suffix);
}
