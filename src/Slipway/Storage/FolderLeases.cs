using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Slipway.Storage;

/// <summary>
/// Leases as small files: who holds a name, and until when. The holder is known by a term, a number that only increases; the file stays
/// after
/// the lease was given back, so that no two holders ever have the same term.
/// </summary>
internal sealed class FolderLeases(FolderLayout layout, FolderLocks locks, TimeProvider time)
{
    public async Task<ILease?> TryAcquireAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var held = await locks.AcquireAsync(LockName(name), cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var current = Read(name);
        if (current.ExpiresAt > now)
        {
            return null;
        }

        long term = Math.Max(current.Term + 1, now.UtcTicks);
        Write(name, new LeaseState(name.ToString(), term, now + duration));
        return new FolderLease(this, name, term, duration);
    }

    /// <summary>Sets the end of a lease that nobody took since.</summary>
    /// <returns>Whether nobody did.</returns>
    public async Task<bool> TryExtendAsync(ObjectPath name, long term, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var held = await locks.AcquireAsync(LockName(name), cancellationToken).ConfigureAwait(false);
        if (Read(name).Term != term)
        {
            return false;
        }

        Write(name, new LeaseState(name.ToString(), term, time.GetUtcNow() + duration));
        return true;
    }

    private static string LockName(ObjectPath name) => "lease:" + name;

    private string FileOf(ObjectPath name) =>
        Path.Combine(layout.LeasesFolder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.ToString()))) + ".json");

    private LeaseState Read(ObjectPath name)
    {
        string file = FileOf(name);
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(file), StoreJson.TypeOf<LeaseState>()) ?? LeaseState.None
                : LeaseState.None;
        }
        catch (JsonException)
        {
            // Only damage from outside gets here. A lease that cannot be read must not block its name for ever.
            return LeaseState.None;
        }
    }

    private void Write(ObjectPath name, LeaseState state)
    {
        using var temp = TempFile.Create(layout);
        temp.Content.Write(JsonSerializer.SerializeToUtf8Bytes(state, StoreJson.TypeOf<LeaseState>()));
        RandomAccess.FlushToDisk(temp.Content.SafeFileHandle);
        temp.MoveTo(FileOf(name), time.GetUtcNow().UtcTicks, floorTicks: 0);
    }

    private sealed class FolderLease(FolderLeases leases, ObjectPath name, long term, TimeSpan duration) : ILease
    {
        private int _isReleased;

        public async Task<bool> RenewAsync(CancellationToken cancellationToken)
        {
            ObjectDisposedException.ThrowIf(_isReleased != 0, this);
            return await leases.TryExtendAsync(name, term, duration, cancellationToken).ConfigureAwait(false);
        }

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                try
                {
                    await leases.TryExtendAsync(name, term, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
                }
                catch (Exception e) when (e is IOException or TimeoutException)
                {
                    // It runs out by itself; what was done under it must not count as failed.
                }
            }
        }
    }
}
