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

    /// <summary>A place for the memory of the log that is filled and the one that is written.</summary>
    public static SlotPool<byte[]> CreateSpares() => new(2, () => new byte[FirstSize]);

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
        if (_bytes.Length <= MaxSpareBytes)
        {
            spares.Return(_bytes);
        }

        _bytes = [];
        Length = 0;
    }

    private void Grow(int needed)
    {
        byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)needed), (uint)Array.MaxLength));
        Bytes.Span.CopyTo(larger);
        _bytes = larger;
    }
}
