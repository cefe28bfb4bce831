using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Web.Tests;

/// <summary>A store that refuses to append while it is told to; all else goes through.</summary>
internal sealed class AppendFaults(IObjectStore inner) : ForwardingStore(inner)
{
    private volatile bool _isFailing = true;

    public bool IsFailing
    {
        get => _isFailing;
        set => _isFailing = value;
    }

    public override Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        IsFailing && path.Container == "logs"
            ? throw new IOException("The disk is full.")
            : base.AppendAsync(path, content, cancellationToken);
}
