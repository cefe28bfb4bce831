using System.Numerics;
using Slipway.Serving;

namespace Slipway.PredictionLog;

/// <summary>Lines of one hour of one log that wait to be appended, and those who wait for that.</summary>
/// <param name="spares">
/// Keeps the memory of those that were appended, grown as it is: growing anew each time would allocate as much as is logged. What a store
/// that was slow for a while made larger than that is left to the garbage collector: the shared array pool would keep it, for each thread.
/// </param>
internal sealed class LineBuffer(SlotPool<byte[]> spares)
{
    private const int FirstSize = 64 * 1024;
    private const int MaxSpareBytes = 4 * 1024 * 1024;

    private byte[] _bytes = spares.Rent();
    private TaskCompletionSource<bool>? _stored;

    public int Length { get; private set; }

    public int Records { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Length);

    /// <summary>Whether the lines are stored, once that is settled.</summary>
    public Task<bool> Stored => (_stored ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>
    /// The memory of the log that is filled and of the one that is written, at once as large as it is ever kept, so that the process does
    /// not seem to grow; what is not written to takes no room.
    /// </summary>
    public static SlotPool<byte[]> CreateSpares()
    {
        var spares = new SlotPool<byte[]>(2, () => new byte[FirstSize]);
        spares.Return(GC.AllocateUninitializedArray<byte>(MaxSpareBytes));
        spares.Return(GC.AllocateUninitializedArray<byte>(MaxSpareBytes));
        return spares;
    }

    public void Add(ReadOnlySpan<byte> lines, int records)
    {
        if (_bytes.Length - Length < lines.Length)
        {
            Grow(Length + lines.Length);
        }

        lines.CopyTo(_bytes.AsSpan(Length));
        Length += lines.Length;
        Records += records;
    }

    /// <summary>Settles the fate of the lines and gives the memory back.</summary>
    public void Complete(bool isStored)
    {
        _stored?.TrySetResult(isStored);
        Keep(_bytes, 0);
        _bytes = [];
        Length = 0;
    }

    private void Keep(byte[] bytes, int minBytes)
    {
        if (bytes.Length >= minBytes && bytes.Length <= MaxSpareBytes)
        {
            spares.Return(bytes);
        }
    }

    private void Grow(int needed)
    {
        byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)needed), (uint)Array.MaxLength));
        Bytes.Span.CopyTo(larger);
        Keep(_bytes, MaxSpareBytes);
        _bytes = larger;
    }
}
