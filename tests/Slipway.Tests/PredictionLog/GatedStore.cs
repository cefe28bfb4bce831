using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.PredictionLog;

/// <summary>A store whose appends can be held, or fail; all else goes through.</summary>
internal sealed class GatedStore(IObjectStore inner) : ForwardingStore(inner)
{
    private TaskCompletionSource? _gate;
    private int _failures;
    private int _attempts;

    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Whether a failing append has written its lines all the same, as one whose answer got lost.</summary>
    public bool WritesBeforeFailing { get; init; }

    public List<(ObjectPath Path, int Bytes)> Appends { get; } = [];

    public void Hold() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate!.SetResult();

    public void FailNext(int appends) => Volatile.Write(ref _failures, appends);

    public override async Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        if (_gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        bool fails = Interlocked.Decrement(ref _failures) >= 0;
        if (!fails || WritesBeforeFailing)
        {
            await base.AppendAsync(path, content, cancellationToken);
            Appends.Add((path, content.Length));
        }

        if (fails)
        {
            throw new IOException("The disk is full.");
        }
    }
}
