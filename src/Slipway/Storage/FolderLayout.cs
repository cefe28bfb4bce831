namespace Slipway.Storage;

/// <summary>
/// Where the folder store keeps things: a container is a folder below the root, a key a relative path in it. The store's own files are in
/// folders whose names start with a dot, which no container's does.
/// </summary>
internal sealed class FolderLayout(string rootFolder)
{
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(rootFolder));

    public string TempFolder => Path.Combine(Root, ".tmp");

    public string LocksFolder => Path.Combine(Root, ".locks");

    public string LeasesFolder => Path.Combine(Root, ".leases");

    public string PartsFolder => Path.Combine(Root, ".parts");

    public string QueuesFolder => Path.Combine(Root, ".queues");

    public string FolderOf(string container) => Path.Combine(Root, container);

    /// <summary>
    /// The file of an object, to read. Null when the way to it leads through a symbolic link: links may leave the root, so they hold no
    /// objects.
    /// </summary>
    public string? FileToRead(ObjectPath path)
    {
        string file = FileOf(path);
        return FindLink(path) is null ? file : null;
    }

    /// <summary>The file of an object, to write.</summary>
    /// <exception cref="IOException">The way to it leads through a symbolic link.</exception>
    public string FileToWrite(ObjectPath path)
    {
        string file = FileOf(path);
        return FindLink(path) is { } link
            ? throw new IOException(
                $"'{link}' is a symbolic link, through which the store does not write; replace it with a folder or a file.")
            : file;
    }

    /// <summary>Whether a file or folder is a symbolic link.</summary>
    public static bool IsLink(FileSystemInfo entry) => entry.LinkTarget is not null;

    private string FileOf(ObjectPath path)
    {
        if (path.Container is null)
        {
            throw new ArgumentException("The default path names no object.", nameof(path));
        }

        // Windows reserves more characters than a key does; a colon would even write into another file's stream.
        if (OperatingSystem.IsWindows() && path.Key.AsSpan().IndexOfAny(":*?\"<>|") >= 0)
        {
            throw new ArgumentException($"'{path}' cannot be a file on Windows: its key contains one of : * ? \" < > |.", nameof(path));
        }

        return Path.Combine(Root, path.Container, path.Key.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <summary>
    /// This guards against accidents. Whoever can swap a folder for a link between this check and the open can write the files anyway.
    /// </summary>
    private string? FindLink(ObjectPath path)
    {
        string current = FolderOf(path.Container);
        if (IsLink(new DirectoryInfo(current)))
        {
            return current;
        }

        foreach (string segment in path.Key.Split('/'))
        {
            current = Path.Combine(current, segment);
            if (IsLink(new FileInfo(current)))
            {
                return current;
            }
        }

        return null;
    }
}
