using System.Security.Cryptography;
using System.Text;

namespace Slipway.Storage;

/// <summary>
/// Serialises changes of an object across threads (a semaphore) and processes (a file opened for one alone; the system closes it when the
/// process dies). Objects share a fixed number of lock files: one file an object would grow without end, and deleting lock files is a race.
/// Nobody may hold two locks at once, because two names can share a stripe.
/// </summary>
internal sealed class FolderLocks(FolderLayout layout)
{
    private const int StripeCount = 256;
    private const int MaxAttempts = 1200;
    private const int MaxDelayInMilliseconds = 50;

    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, StripeCount).Select(_ => new SemaphoreSlim(1))];

    /// <exception cref="TimeoutException">Another process kept the lock for about a minute.</exception>
    public async Task<FolderLock> AcquireAsync(string name, CancellationToken cancellationToken)
    {
        int stripe = SHA256.HashData(Encoding.UTF8.GetBytes(name))[0];
        var gate = _gates[stripe];
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        FileStream? file = null;
        try
        {
            file = await OpenAloneAsync(Path.Combine(layout.LocksFolder, stripe.ToString("x2")), cancellationToken).ConfigureAwait(false);
            return new FolderLock(file, gate);
        }
        finally
        {
            if (file is null)
            {
                gate.Release();
            }
        }
    }

    private async Task<FileStream> OpenAloneAsync(string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(layout.LocksFolder);
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException e) when (IsInUse(e))
            {
                // The wall clock, not the injected one: another process holds the file, and no test clock moves it.
                await Task.Delay(Math.Min(attempt + 1, MaxDelayInMilliseconds), cancellationToken).ConfigureAwait(false);
            }
        }

        throw new TimeoutException($"Another process keeps '{file}' locked; find it (fuser, Process Explorer) and end it, then try again.");
    }

    // ERROR_SHARING_VIOLATION, and EWOULDBLOCK of Linux and macOS.
    private static bool IsInUse(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;
}
