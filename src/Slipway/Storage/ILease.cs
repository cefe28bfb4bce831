namespace Slipway.Storage;

/// <summary>The sole right to a name, for a while. Disposing gives it back.</summary>
public interface ILease : IAsyncDisposable
{
    /// <summary>Extends the lease by its duration from now.</summary>
    /// <returns>Whether it is still held; when not, another may have taken it and the work must stop.</returns>
    Task<bool> RenewAsync(CancellationToken cancellationToken);
}
