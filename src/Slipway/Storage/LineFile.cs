namespace Slipway.Storage;

/// <summary>A file of whole lines, each ended by a line feed.</summary>
internal static class LineFile
{
    private const int BlockSizeInBytes = 4096;

    /// <summary>Cuts off what stands behind the last line feed: a line that a crash tore.</summary>
    /// <returns>The length of the file, now all whole lines.</returns>
    public static long CutTornLine(FileStream file)
    {
        var handle = file.SafeFileHandle;
        long length = RandomAccess.GetLength(handle);
        long end = length;
        Span<byte> block = stackalloc byte[BlockSizeInBytes];
        while (end > 0)
        {
            // Nearly always the last byte is the line feed; only a torn line is worth a larger read.
            int size = (int)Math.Min(end, end == length ? 1 : BlockSizeInBytes);
            int read = RandomAccess.Read(handle, block[..size], end - size);
            int index = block[..read].LastIndexOf((byte)'\n');
            if (index >= 0)
            {
                end = end - size + index + 1;
                break;
            }

            end -= size;
        }

        if (end < length)
        {
            file.SetLength(end);
        }

        return end;
    }
}
