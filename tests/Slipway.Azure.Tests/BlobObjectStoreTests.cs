using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Azure.Tests;

[Collection(AzuriteCollection.Name)]
public sealed class BlobObjectStoreTests(AzuriteFixture azurite) : ObjectStoreContract
{
    private static readonly ObjectPath Path = new("inbox", "wine/a.csv");
    private readonly string _prefix = azurite.NewPrefix();

    private static CancellationToken None => CancellationToken.None;

    protected override IObjectStore Open() => azurite.Open(_prefix).Store;

    [ContractFact]
    public async Task PutAsync_OtherPrefix_IsAnotherStore()
    {
        await Open().PutAsync(Path, "here"u8.ToArray(), PutCondition.Always, None);
        Assert.Null(await azurite.Open(azurite.NewPrefix()).Store.GetAsync(Path, None));
    }

    [ContractFact]
    public async Task TryAcquireLeaseAsync_NameOfAnObject_LeavesTheObjectWritable()
    {
        var first = await Open().PutAsync(Path, "one"u8.ToArray(), PutCondition.Always, None);
        await using var lease = await Open().TryAcquireLeaseAsync(Path, TimeSpan.FromSeconds(15), None);
        Assert.NotNull(lease);
        Assert.NotNull(await Open().PutAsync(Path, "two"u8.ToArray(), PutCondition.IfUnchanged(first!.Value), None));
    }

    [ContractFact]
    public async Task StagePartAsync_ThenPutOfAStream_WritesTheStream()
    {
        var store = Open();
        await store.StagePartAsync(Path, 0, "part"u8.ToArray(), None);
        Assert.NotNull(await store.PutAsync(Path, new MemoryStream(new byte[9_000_000]), PutCondition.IfAbsent, None));
        Assert.Equal(9_000_000, (await store.FindAsync(Path, None))!.SizeInBytes);
    }

    [ContractFact]
    public async Task CommitPartsAsync_SecondRoundMissesAPart_DoesNotTakeThePartOfTheFirst()
    {
        var store = Open();
        await store.StagePartAsync(Path, 0, "old"u8.ToArray(), None);
        await store.StagePartAsync(Path, 1, "old"u8.ToArray(), None);
        await store.CommitPartsAsync(Path, 2, PutCondition.Always, None);
        await store.StagePartAsync(Path, 0, "new"u8.ToArray(), None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CommitPartsAsync(Path, 2, PutCondition.Always, None));
        Assert.Equal("oldold"u8.ToArray(), (await store.GetAsync(Path, None))!.Content.ToArray());
    }

    [ContractFact]
    public async Task PutAsync_LargeStreamsInParallel_NeverMix()
    {
        const int Size = 9_000_000;
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => Task.Run(async () =>
        {
            byte[] content = new byte[Size];
            content.AsSpan().Fill((byte)i);
            return await Record.ExceptionAsync(() => Open().PutAsync(Path, new MemoryStream(content), PutCondition.Always, None));
        })));
        Assert.All(outcomes, failure => Assert.True(failure is null or IOException, $"{failure}"));
        Assert.Contains(outcomes, failure => failure is null);
        byte[] stored = (await Open().GetAsync(Path, None))!.Content.ToArray();
        Assert.Equal(Size, stored.Length);
        Assert.Equal(-1, stored.AsSpan().IndexOfAnyExcept(stored[0]));
    }

    [ContractFact]
    public async Task AppendAsync_ObjectThatWasPut_ThrowsIOException()
    {
        await Open().PutAsync(Path, "rows\n"u8.ToArray(), PutCondition.Always, None);
        var failure = await Assert.ThrowsAsync<IOException>(() => Open().AppendAsync(Path, "row\n"u8.ToArray(), None));
        Assert.Contains("inbox/wine/a.csv", failure.Message, StringComparison.Ordinal);
    }
}
