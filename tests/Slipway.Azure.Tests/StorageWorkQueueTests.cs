using Azure.Storage.Queues;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Azure.Tests;

[Collection(AzuriteCollection.Name)]
public sealed class StorageWorkQueueTests(AzuriteFixture azurite) : WorkQueueContract
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(0.5);
    private readonly string _prefix = azurite.NewPrefix();

    protected override IWorkQueue Open() => azurite.Open(_prefix).Queue;

    // The clock is the service's own, which no test can move.
    protected override Task PassAsync(TimeSpan time) => Task.Delay(time + Margin);

    [ContractFact]
    public async Task ReceiveAsync_TextOfAnotherTool_IsTakenAsItIs()
    {
        var client = new QueueServiceClient(azurite.ConnectionString).GetQueueClient(_prefix + Queue);
        await client.CreateIfNotExistsAsync();
        await client.SendMessageAsync("{\"not\": \"base64\"}");
        var item = await Open().ReceiveAsync(Queue, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal("{\"not\": \"base64\"}"u8.ToArray(), item!.Message.ToArray());
    }
}
