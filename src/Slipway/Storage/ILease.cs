namespace Slipway.Storage;

/// <summary>The sole right to a name, for a while. Disposing gives it back.</summary>
public interface ILease : IAsyncDisposable
{
    /// <summary>Extends the lease by its duration from now.</summary>
    /// <returns>
    /// Whether it is still held; when not, another has taken it or did so in between, and the work must stop. A lease that ran out
    /// unnoticed
    /// by anybody is held again.
    /// </returns>
    Task<bool> RenewAsync(CancellationToken cancellationToken);
}
