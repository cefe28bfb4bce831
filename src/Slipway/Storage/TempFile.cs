namespace Slipway.Storage;

/// <summary>
/// New content on its way to a name: written in the hidden folder, then renamed in one step. Disposing removes what was not renamed.
/// </summary>
internal sealed class TempFile : IDisposable
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);
    private static long _counter;
    private bool _moved;

    private TempFile(FileStream content) => Content = content;

    public FileStream Content { get; }

    public static TempFile Create(FolderLayout layout)
    {
        Directory.CreateDirectory(layout.TempFolder);
        while (true)
        {
            // Containers that share a volume can have the same process id; then the next number is tried.
            string file = Path.Combine(layout.TempFolder, $"{Environment.ProcessId:x}-{Interlocked.Increment(ref _counter):x}");
            try
            {
                return new TempFile(new FileStream(
                    file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0,
                    FileOptions.Asynchronous));
            }
            catch (IOException) when (File.Exists(file))
            {
            }
        }
    }

    /// <summary>
    /// Gives the content its name. It must have been flushed to disk before, so that a power cut cannot leave the name with half the
    /// content.
    /// The flush after the rename makes the new name durable: it brings the file's inode to disk, and with it (on ext4, XFS, Btrfs, NTFS)
    /// the
    /// journal up to the rename. .NET cannot open a folder to flush that instead.
    /// </summary>
    public FileState MoveTo(string file, long nowTicks, long floorTicks)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var state = FileState.Stamp(Content, nowTicks, floorTicks);
        File.Move(Content.Name, file, overwrite: true);
        _moved = true;
        RandomAccess.FlushToDisk(Content.SafeFileHandle);
        return state;
    }

    public void Dispose()
    {
        Content.Dispose();
        if (!_moved)
        {
            TryDelete(Content.Name);
        }
    }

    /// <summary>Removes what killed processes left behind, as far as possible.</summary>
    public static void RemoveAbandoned(FolderLayout layout, DateTimeOffset now)
    {
        if (!Directory.Exists(layout.TempFolder))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(layout.TempFolder))
        {
            if (File.GetLastWriteTimeUtc(file) < (now - AbandonedAfter).UtcDateTime)
            {
                TryDelete(file);
            }
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays until the next store is opened; nothing depends on it.
        }
    }
}
