using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Storage;

/// <summary>Staged parts of objects: a hidden folder for each object, in it a file for each part, named by its number.</summary>
internal sealed class FolderParts(FolderLayout layout)
{
    private const int CopyBufferSizeInBytes = 1 << 20;

    // Azure forgets parts that were not committed after a week.
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(7);

    public async Task StageAsync(
        ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, long nowTicks, CancellationToken cancellationToken)
    {
        using var temp = TempFile.Create(layout);
        await temp.Content.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        RandomAccess.FlushToDisk(temp.Content.SafeFileHandle);
        temp.MoveTo(FileOf(path, partNumber), nowTicks, floorTicks: 0);
    }

    /// <summary>Writes the parts one behind the other.</summary>
    /// <returns>Whether all of them were there.</returns>
    public async Task<bool> TryCopyAsync(ObjectPath path, int partCount, FileStream target, CancellationToken cancellationToken)
    {
        for (int number = 0; number < partCount; number++)
        {
            try
            {
                var part = new FileStream(
                    FileOf(path, number), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0,
                    FileOptions.Asynchronous | FileOptions.SequentialScan);
                await using (part.ConfigureAwait(false))
                {
                    await part.CopyToAsync(target, CopyBufferSizeInBytes, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Removes all parts of an object, as far as possible; what stays is replaced when it is staged again.</summary>
    public void Remove(ObjectPath path) => TryDelete(FolderOf(path));

    /// <summary>Removes what was staged long ago and never committed, as far as possible.</summary>
    public void RemoveAbandoned(DateTimeOffset now)
    {
        if (!Directory.Exists(layout.PartsFolder))
        {
            return;
        }

        foreach (string folder in Directory.EnumerateDirectories(layout.PartsFolder))
        {
            // Each new part changes its folder.
            if (Directory.GetLastWriteTimeUtc(folder) < (now - AbandonedAfter).UtcDateTime)
            {
                TryDelete(folder);
            }
        }
    }

    private string FolderOf(ObjectPath path) =>
        Path.Combine(layout.PartsFolder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path.ToString()))));

    private string FileOf(ObjectPath path, int partNumber) =>
        Path.Combine(FolderOf(path), partNumber.ToString("d5", CultureInfo.InvariantCulture));

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone already, or in use; abandoned parts go when a store is opened later.
        }
    }
}
