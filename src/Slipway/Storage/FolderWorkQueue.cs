namespace Slipway.Storage;

/// <summary>
/// The work queue in a local folder: one file a message, below a hidden folder of the store's root. Safe for several threads and several
/// processes on one machine; a process that is killed at any point loses no message, and what it worked on comes back when the lease ends.
/// </summary>
public sealed class FolderWorkQueue : IWorkQueue
{
    private readonly FolderLayout _layout;
    private readonly TimeProvider _time;

    /// <summary>Opens the queues of a store's folder. Folders are made by the first message.</summary>
    public FolderWorkQueue(string rootFolder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(rootFolder);
        ArgumentNullException.ThrowIfNull(time);
        _layout = new FolderLayout(rootFolder);
        _time = time;
    }

    private long NowTicks => _time.GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public async Task SendAsync(string queue, ReadOnlyMemory<byte> message, TimeSpan delay, CancellationToken cancellationToken)
    {
        WorkQueueRules.CheckName(queue);
        WorkQueueRules.CheckMessage(message);
        WorkQueueRules.CheckDelay(delay);
        cancellationToken.ThrowIfCancellationRequested();
        using var temp = TempFile.Create(_layout);
        await temp.Content.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        RandomAccess.FlushToDisk(temp.Content.SafeFileHandle);

        // The temporary name is unique among processes that live now; with the time it is unique among those to come.
        long now = NowTicks;
        var name = new QueueFileName(now + delay.Ticks, $"{now:x}-{Path.GetFileName(temp.Content.Name)}", DeliveryCount: 0);
        temp.MoveTo(Path.Combine(FolderOf(queue), name.ToString()), now, floorTicks: 0);
    }

    /// <inheritdoc/>
    public async Task<IWorkItem?> ReceiveAsync(string queue, TimeSpan lease, CancellationToken cancellationToken)
    {
        WorkQueueRules.CheckName(queue);
        WorkQueueRules.CheckLease(lease);
        cancellationToken.ThrowIfCancellationRequested();
        string folder = FolderOf(queue);
        foreach (var waiting in Visible(folder))
        {
            var taken = new QueueFileName(NowTicks + lease.Ticks, waiting.Id, waiting.DeliveryCount + 1);
            if (!TryRename(folder, waiting, taken))
            {
                continue;
            }

            try
            {
                string file = Path.Combine(folder, taken.ToString());
                byte[] message = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
                return new FolderWorkItem(this, folder, taken, message);
            }
            catch (FileNotFoundException)
            {
                // The process slept for longer than the lease, and another took the message.
            }
        }

        return null;
    }

    private string FolderOf(string queue) => Path.Combine(_layout.QueuesFolder, queue);

    /// <summary>The messages that may be received now, the one that waits longest first.</summary>
    private IEnumerable<QueueFileName> Visible(string folder)
    {
        var names = new List<QueueFileName>();
        long now = NowTicks;
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                if (QueueFileName.TryParse(Path.GetFileName(file), out var name) && name.VisibleAtTicks <= now)
                {
                    names.Add(name);
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            // No message was ever sent.
        }

        return names.OrderBy(n => n.VisibleAtTicks).ThenBy(n => n.Id, StringComparer.Ordinal);
    }

    private static bool TryRename(string folder, QueueFileName from, QueueFileName to)
    {
        try
        {
            // Without overwriting, .NET makes a second link and removes the first: then two processes could both succeed. The new name
            // is of this message alone, so nothing is overwritten.
            File.Move(Path.Combine(folder, from.ToString()), Path.Combine(folder, to.ToString()), overwrite: true);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
        {
            // Windows also refuses a file that another process renames or deletes at this moment.
            return false;
        }
    }

    private sealed class FolderWorkItem(FolderWorkQueue queue, string folder, QueueFileName name, byte[] message) : IWorkItem
    {
        private readonly Lock _gate = new();
        private QueueFileName _name = name;
        private bool _isOver;

        public ReadOnlyMemory<byte> Message { get; } = message;

        public int DeliveryCount { get; } = name.DeliveryCount;

        public Task<bool> RenewAsync(TimeSpan lease, CancellationToken cancellationToken)
        {
            WorkQueueRules.CheckLease(lease);
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gate)
            {
                return Task.FromResult(TryHideFor(lease));
            }
        }

        public Task CompleteAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gate)
            {
                if (!_isOver)
                {
                    // Deleting what is gone does nothing, and a message taken by another has another name.
                    File.Delete(Path.Combine(folder, _name.ToString()));
                    _isOver = true;
                }
            }

            return Task.CompletedTask;
        }

        public Task AbandonAsync(TimeSpan delay, CancellationToken cancellationToken)
        {
            WorkQueueRules.CheckDelay(delay);
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gate)
            {
                TryHideFor(delay);
                _isOver = true;
            }

            return Task.CompletedTask;
        }

        private bool TryHideFor(TimeSpan time)
        {
            var next = _name with { VisibleAtTicks = queue.NowTicks + time.Ticks };
            _isOver = _isOver || !TryRename(folder, _name, next);
            _name = next;
            return !_isOver;
        }
    }
}
