using System.Buffers;

namespace Slipway.PredictionLog;

/// <summary>Lines of one hour of one log that wait to be appended, and those who wait for that.</summary>
internal sealed class LineBuffer
{
    private const int FirstSize = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private TaskCompletionSource<bool>? _stored;

    public int Length { get; private set; }

    public int Records { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Length);

    /// <summary>Whether the lines are stored, once that is settled.</summary>
    public Task<bool> Stored => (_stored ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

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
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
        Bytes.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
