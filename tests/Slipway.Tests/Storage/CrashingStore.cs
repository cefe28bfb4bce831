using Slipway.Storage;

namespace Slipway.Tests.Storage;

/// <summary>A store whose process dies after a number of writes: from then on every call fails, as nothing can be done any more.</summary>
internal sealed class CrashingStore(IObjectStore inner, int writesUntilCrash) : ForwardingStore(inner)
{
    private int _writesLeft = writesUntilCrash;

    public bool HasCrashed { get; private set; }

    protected override IObjectStore ForReading() => HasCrashed ? throw new SimulatedCrashException() : base.ForReading();

    protected override IObjectStore ForWriting()
    {
        HasCrashed |= _writesLeft-- <= 0;
        return ForReading();
    }
}
