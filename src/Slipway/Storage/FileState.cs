namespace Slipway.Storage;

/// <summary>
/// The state of an object's file. Its mark is made of the write time, which the store makes increase strictly, and the length.
/// </summary>
internal readonly record struct FileState(long Ticks, long Length)
{
    public ETag ETag => new($"{Ticks:x}-{Length:x}");

    public DateTimeOffset LastModified => new(Ticks, TimeSpan.Zero);

    /// <summary>The state of a file by its path; null when there is none.</summary>
    public static FileState? Of(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? Read(info) : null;
    }

    /// <summary>The state now of a file listed earlier; null when it vanished.</summary>
    public static FileState? Of(FileInfo file)
    {
        file.Refresh();
        return Read(file);
    }

    /// <summary>The state of an open file, whatever its name stands for by now.</summary>
    public static FileState Of(FileStream file) =>
        new(File.GetLastWriteTimeUtc(file.SafeFileHandle).Ticks, RandomAccess.GetLength(file.SafeFileHandle));

    /// <summary>Gives an open file a write time that is now, but later than a floor.</summary>
    /// <exception cref="IOException">The file system does not keep write times.</exception>
    public static FileState Stamp(FileStream file, long nowTicks, long floorTicks)
    {
        long ticks = Math.Max(nowTicks, floorTicks + 1);
        for (long step = 1; step <= TimeSpan.TicksPerMinute; step *= 10)
        {
            File.SetLastWriteTimeUtc(file.SafeFileHandle, new DateTime(ticks, DateTimeKind.Utc));
            var state = Of(file);
            if (state.Ticks > floorTicks)
            {
                return state;
            }

            // A coarse file system rounded the time down to one that was given out already.
            ticks = floorTicks + (step * 10);
        }

        throw new IOException(
            $"The file system of '{file.Name}' does not keep write times, so changes could not be told apart; use another volume.");
    }

    private static FileState? Read(FileInfo file)
    {
        try
        {
            return new FileState(file.LastWriteTimeUtc.Ticks, file.Length);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
