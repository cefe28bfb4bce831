using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Slipway.Storage;

namespace Slipway.Tests.Storage;

/// <summary>What every work queue does. Each adapter runs it; it needs nothing but the port and a way to let time pass.</summary>
public abstract class WorkQueueContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortLease = TimeSpan.FromSeconds(1);

    /// <summary>Opens the queues again; all of them within one test share their content.</summary>
    protected abstract IWorkQueue Open();

    /// <summary>Lets time pass, as the queue sees it.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    /// <summary>A queue that is empty when a test begins.</summary>
    protected virtual string Queue => "contract";

    private static CancellationToken None => CancellationToken.None;

    private Task SendAsync(string text) => Open().SendAsync(Queue, Encoding.UTF8.GetBytes(text), TimeSpan.Zero, None);

    private Task<IWorkItem?> ReceiveAsync(TimeSpan lease) => Open().ReceiveAsync(Queue, lease, None);

    private static string Text(IWorkItem? item) => Encoding.UTF8.GetString(item!.Message.Span);

    [ContractFact]
    public async Task ReceiveAsync_NothingSent_GivesNull()
    {
        Assert.Null(await ReceiveAsync(Lease));
        await SendAsync("x");
        await (await ReceiveAsync(Lease))!.CompleteAsync(None);
        Assert.Null(await ReceiveAsync(Lease));
    }

    [ContractFact]
    public async Task ReceiveAsync_Message_IsAsSentAndHiddenFromOthers()
    {
        byte[] message = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        await Open().SendAsync(Queue, message, TimeSpan.Zero, None);
        var item = await ReceiveAsync(Lease);
        Assert.Equal(message, item!.Message.ToArray());
        Assert.Equal(1, item.DeliveryCount);
        Assert.Null(await ReceiveAsync(Lease));
    }

    [ContractTheory]
    [InlineData(0)]
    [InlineData(WorkQueueRules.MaxMessageSizeInBytes)]
    public async Task SendAsync_SmallestAndLargestMessage_ComeBack(int size)
    {
        byte[] message = new byte[size];
        message.AsSpan().Fill(0xFB);
        await Open().SendAsync(Queue, message, TimeSpan.Zero, None);
        Assert.Equal(message, (await ReceiveAsync(Lease))!.Message.ToArray());
    }

    [ContractFact]
    public async Task SendAsync_SameMessageTwice_IsReceivedTwice()
    {
        await SendAsync("same");
        await SendAsync("same");
        Assert.Equal("same", Text(await ReceiveAsync(Lease)));
        Assert.Equal("same", Text(await ReceiveAsync(Lease)));
        Assert.Null(await ReceiveAsync(Lease));
    }

    [ContractFact]
    public async Task SendAsync_Delay_HidesTheMessageUntilThen()
    {
        await Open().SendAsync(Queue, "later"u8.ToArray(), TimeSpan.FromSeconds(2), None);
        Assert.Null(await ReceiveAsync(Lease));
        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("later", Text(await ReceiveAsync(Lease)));
    }

    [ContractFact]
    public async Task ReceiveAsync_LeaseRanOut_DeliversAgainAndTheFirstIsLost()
    {
        await SendAsync("work");
        var first = await ReceiveAsync(ShortLease);
        await PassAsync(ShortLease);
        var second = await ReceiveAsync(Lease);
        Assert.Equal(("work", 2), (Text(second), second!.DeliveryCount));
        Assert.False(await first!.RenewAsync(Lease, None));

        // Neither call of the first may touch what the second holds.
        await first.AbandonAsync(TimeSpan.Zero, None);
        await first.CompleteAsync(None);
        Assert.Null(await ReceiveAsync(Lease));
        Assert.True(await second.RenewAsync(Lease, None));
        await second.CompleteAsync(None);
        Assert.False(await second.RenewAsync(Lease, None));
    }

    [ContractFact]
    public async Task RenewAsync_InTime_KeepsTheMessageHidden()
    {
        await SendAsync("work");
        var item = await ReceiveAsync(TimeSpan.FromSeconds(2));
        Assert.True(await item!.RenewAsync(Lease, None));
        Assert.True(await item.RenewAsync(Lease, None));
        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.Null(await ReceiveAsync(Lease));
        await item.CompleteAsync(None);
        await item.CompleteAsync(None);
        Assert.Null(await ReceiveAsync(Lease));
    }

    [ContractFact]
    public async Task RenewAsync_LateButNobodyTookIt_HoldsAgain()
    {
        await SendAsync("work");
        var item = await ReceiveAsync(ShortLease);
        await PassAsync(ShortLease);
        Assert.True(await item!.RenewAsync(Lease, None));
        Assert.Null(await ReceiveAsync(Lease));
    }

    [ContractFact]
    public async Task AbandonAsync_Delay_DeliversAgainAfterIt()
    {
        await SendAsync("work");
        await (await ReceiveAsync(Lease))!.AbandonAsync(TimeSpan.Zero, None);
        var second = await ReceiveAsync(Lease);
        Assert.Equal(2, second!.DeliveryCount);
        await second.AbandonAsync(TimeSpan.FromSeconds(2), None);
        Assert.False(await second.RenewAsync(Lease, None));
        Assert.Null(await ReceiveAsync(Lease));
        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(3, (await ReceiveAsync(Lease))!.DeliveryCount);
    }

    [ContractFact]
    public async Task Queues_OfOtherNames_AreApart()
    {
        await SendAsync("here");
        Assert.Null(await Open().ReceiveAsync(Queue + "-2", Lease, None));
        Assert.NotNull(await ReceiveAsync(Lease));
    }

    [ContractFact]
    public async Task ReceiveAsync_ManyWorkers_GetEachMessageOnce()
    {
        const int Messages = 40;
        const int Workers = 6;
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(i => SendAsync(i.ToString(CultureInfo.InvariantCulture))));
        var received = new ConcurrentBag<int>();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            var queue = Open();
            while (await queue.ReceiveAsync(Queue, TimeSpan.FromMinutes(5), None) is { } item)
            {
                received.Add(int.Parse(item.Message.Span, CultureInfo.InvariantCulture));
                await item.CompleteAsync(None);
            }
        })));
        Assert.Equal(Enumerable.Range(0, Messages), received.Order());
    }

    [ContractTheory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("-start")]
    [InlineData("end-")]
    [InlineData("two--hyphens")]
    [InlineData("../escape")]
    public async Task Calls_BadQueueName_Throw(string queue)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Open().SendAsync(queue, new byte[1], TimeSpan.Zero, None));
        await Assert.ThrowsAsync<ArgumentException>(() => Open().ReceiveAsync(queue, Lease, None));
    }

    [ContractFact]
    public async Task Calls_OutOfRange_Throw()
    {
        var queue = Open();
        await Assert.ThrowsAsync<ArgumentException>(
            () => queue.SendAsync(Queue, new byte[WorkQueueRules.MaxMessageSizeInBytes + 1], TimeSpan.Zero, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => queue.SendAsync(Queue, new byte[1], TimeSpan.FromDays(8), None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => queue.SendAsync(Queue, new byte[1], TimeSpan.FromTicks(-1), None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => queue.ReceiveAsync(Queue, TimeSpan.FromMilliseconds(999), None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => queue.ReceiveAsync(Queue, TimeSpan.FromDays(8), None));
    }

    [ContractFact]
    public async Task Calls_CancelledToken_ThrowAndChangeNothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Open().SendAsync(Queue, new byte[1], TimeSpan.Zero, cancelled));
        Assert.Null(await ReceiveAsync(Lease));
        await SendAsync("x");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Open().ReceiveAsync(Queue, Lease, cancelled));
        var item = await ReceiveAsync(Lease);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => item!.CompleteAsync(cancelled));
        Assert.True(await item!.RenewAsync(Lease, None));
        Assert.Equal(1, item.DeliveryCount);
    }
}
