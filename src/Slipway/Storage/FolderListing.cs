using System.Runtime.CompilerServices;

namespace Slipway.Storage;

/// <summary>Walks a container's folders in the ordinal order of keys, one folder in memory at a time for each level.</summary>
internal static class FolderListing
{
    public static async IAsyncEnumerable<ObjectEntry> WalkAsync(
        FolderLayout layout, string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new Stack<(string Key, FileSystemInfo Entry)>();
        var root = new DirectoryInfo(layout.FolderOf(container));
        if (!FolderLayout.IsLink(root))
        {
            pending.Push(("", root));
        }

        while (pending.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (next.Entry is DirectoryInfo folder)
            {
                var children = await Task.Run(() => ReadFolder(folder, next.Key, prefix), cancellationToken).ConfigureAwait(false);
                foreach (var child in children)
                {
                    pending.Push(child);
                }
            }
            else if (FileState.Of((FileInfo)next.Entry) is { } state)
            {
                yield return new ObjectEntry(new ObjectPath(container, next.Key), state.Length, state.ETag, state.LastModified);
            }
        }
    }

    /// <summary>The entries of a folder that can hold keys with the prefix, last key first.</summary>
    private static List<(string Key, FileSystemInfo Entry)> ReadFolder(DirectoryInfo folder, string folderKey, string prefix)
    {
        var children = new List<(string Key, FileSystemInfo Entry)>();
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                bool isFolder = entry is DirectoryInfo;

                // A folder sorts as its name with the slash: "a-b" stands before "a/b" though "a" stands before "a-b".
                string key = folderKey + entry.Name + (isFolder ? "/" : "");
                bool matches = key.StartsWith(prefix, StringComparison.Ordinal)
                    || (isFolder && prefix.StartsWith(key, StringComparison.Ordinal));
                if (matches && ObjectPath.FindFault("any", isFolder ? key[..^1] : key) is null && !FolderLayout.IsLink(entry))
                {
                    children.Add((key, entry));
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Removed since its parent was read, or a container that nothing was written to.
        }

        children.Sort((a, b) => string.CompareOrdinal(b.Key, a.Key));
        return children;
    }
}
