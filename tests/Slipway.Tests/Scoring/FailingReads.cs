using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Scoring;

/// <summary>A store that cannot open objects of the inbox for reading, until it is mended after a number of tries.</summary>
internal sealed class FailingReads(IObjectStore inner) : ForwardingStore(inner)
{
    public int IsMendedAfter { get; set; } = int.MaxValue;

    public override Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken) =>
        path.Container == "inbox" && IsMendedAfter-- > 0
            ? throw new IOException("The disk does not answer.")
            : base.OpenReadAsync(path, offsetInBytes, cancellationToken);
}
