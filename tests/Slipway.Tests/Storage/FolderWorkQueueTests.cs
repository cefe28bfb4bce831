using Slipway.Storage;

namespace Slipway.Tests.Storage;

public sealed class FolderWorkQueueTests : WorkQueueContract, IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    protected override IWorkQueue Open() => new FolderWorkQueue(_folder.Path, _time);

    protected override Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }

    public void Dispose() => _folder.Dispose();

    private string QueueFolder => Path.Combine(_folder.Path, ".queues", Queue);

    [Fact]
    public void Constructor_FolderMissing_MakesNothing()
    {
        string root = Path.Combine(_folder.Path, "not", "yet");
        _ = new FolderWorkQueue(root, _time);
        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public async Task ReceiveAsync_ForeignFiles_ArePassedOver()
    {
        Directory.CreateDirectory(QueueFolder);
        string[] names = [".DS_Store", "notes.txt", "0000000000000000_a", "0000000000000000_a_-1", "zzzzzzzzzzzzzzzz_a_0", "_a_0"];
        foreach (string name in names)
        {
            File.WriteAllText(Path.Combine(QueueFolder, name), "x");
        }

        Assert.Null(await Open().ReceiveAsync(Queue, Lease, CancellationToken.None));
    }

    [Fact]
    public async Task ReceiveAsync_SeveralVisible_GivesTheOneThatWaitsLongest()
    {
        for (byte i = 0; i < 5; i++)
        {
            await Open().SendAsync(Queue, new[] { i }, TimeSpan.FromSeconds(9 - i), CancellationToken.None);
        }

        _time.Advance(TimeSpan.FromSeconds(10));
        for (byte i = 5; i-- > 0;)
        {
            Assert.Equal(i, (await Open().ReceiveAsync(Queue, Lease, CancellationToken.None))!.Message.Span[0]);
        }
    }

    [Fact]
    public async Task CompleteAsync_AllMessages_LeavesNoFiles()
    {
        await Open().SendAsync(Queue, new byte[1], TimeSpan.Zero, CancellationToken.None);
        Assert.Single(Directory.GetFiles(QueueFolder));
        var item = await Open().ReceiveAsync(Queue, Lease, CancellationToken.None);
        Assert.Single(Directory.GetFiles(QueueFolder));
        await item!.CompleteAsync(CancellationToken.None);
        Assert.Empty(Directory.GetFiles(QueueFolder));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, ".tmp")));
    }
}
