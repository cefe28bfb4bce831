using Slipway.Storage;

namespace Slipway.Tests.Storage;

public sealed class MemoryObjectStoreTests : ObjectStoreContract
{
    private readonly MemoryObjectStore _store = new(new ManualTime());

    protected override IObjectStore Open() => _store;
}
