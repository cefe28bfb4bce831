using System.Buffers.Binary;

namespace Slipway.Storage;

/// <summary>The sole right to change the objects of one stripe, for all threads and processes. Disposing gives it back.</summary>
internal sealed class FolderLock(FileStream file, SemaphoreSlim gate) : IDisposable
{
    /// <summary>
    /// The latest write time of a deleted object of the stripe. An object that is made again gets a later one, so that its mark is new
    /// even when the clock stood still or was set back.
    /// </summary>
    public long LastDeletedTicks
    {
        get
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            return RandomAccess.Read(file.SafeFileHandle, bytes, 0) == sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
        }

        set
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            RandomAccess.Write(file.SafeFileHandle, bytes, 0);
        }
    }

    public void Dispose()
    {
        file.Dispose();
        gate.Release();
    }
}
