using Slipway.Storage;

namespace Slipway.Tests.Storage;

/// <summary>A store that notes the objects that are opened for streaming.</summary>
internal sealed class CountingReads(IObjectStore inner) : ForwardingStore(inner)
{
    public List<string> Keys { get; } = [];

    public override Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken)
    {
        Keys.Add(path.Key);
        return base.OpenReadAsync(path, offsetInBytes, cancellationToken);
    }
}
