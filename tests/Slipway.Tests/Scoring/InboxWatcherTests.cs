using System.Text;
using Slipway.Scoring;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Scoring;

public sealed class InboxWatcherTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Scan_FileThatStillChanges_IsWaitedFor()
    {
        var store = new MemoryObjectStore(_time);
        await ScoringSetup.RegisterAsync(store, _time);
        var watcher = Watcher(store, null);
        var path = new ObjectPath("inbox", "wine/a.csv");
        await store.PutAsync(path, "size,color\n1"u8.ToArray(), PutCondition.Always, CancellationToken.None);
        Assert.Empty(await watcher.ScanAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(1));
        await store.PutAsync(path, "size,color\n1,red\n"u8.ToArray(), PutCondition.Always, CancellationToken.None);
        Assert.Empty(await watcher.ScanAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await watcher.ScanAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ScoreStatus.Scored, Assert.Single(await watcher.ScanAsync(CancellationToken.None)).Status);
    }

    [Fact]
    public async Task Scan_BadFileAmongGoodOnes_TheRestGoesOn()
    {
        var store = new MemoryObjectStore(_time);
        await ScoringSetup.RegisterAsync(store, _time);
        foreach (var (key, content) in ((string, string)[])[("a.csv", "size\n1\n"), ("b.csv", ""), ("c.csv", "size\n2\n"), ("d.part", "x")])
        {
            await store.PutAsync(new ObjectPath("inbox", $"wine/{key}"), Encoding.UTF8.GetBytes(content), PutCondition.Always, CancellationToken.None);
        }

        var watcher = Watcher(store, null);
        await watcher.ScanAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(5));

        var events = await watcher.ScanAsync(CancellationToken.None);

        Assert.Equal([ScoreStatus.Scored, ScoreStatus.Rejected, ScoreStatus.Scored], events.Select(e => e.Status!.Value));
    }

    [Fact]
    public async Task TwoProcesses_OneInboxInAFolder_EveryFileOnce()
    {
        const int Files = 12;
        var store = new FolderObjectStore(_folder.Path, TimeProvider.System);
        await ScoringSetup.RegisterAsync(store, TimeProvider.System);
        for (int i = 0; i < Files; i++)
        {
            byte[] csv = Encoding.UTF8.GetBytes(ScoringSetup.Csv(400 + i));
            await store.PutAsync(new ObjectPath("inbox", $"wine/f{i}.csv"), csv, PutCondition.Always, CancellationToken.None);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(RunProcessAsync)));

        for (int i = 0; i < Files; i++)
        {
            var scored = await store.GetAsync(new ObjectPath("scored", $"wine/f{i}.csv"), CancellationToken.None);
            var rejected = await store.GetAsync(new ObjectPath("rejected", $"wine/f{i}.csv"), CancellationToken.None);
            var ids = ScoringSetup.Ids(scored!.Content.Span, false).Concat(ScoringSetup.Ids(rejected!.Content.Span, true));
            Assert.Equal(Enumerable.Range(0, 400 + i), ids.Order());
        }
    }

    private async Task RunProcessAsync()
    {
        var time = TimeProvider.System;
        var store = new FolderObjectStore(_folder.Path, time);
        var queue = new FolderWorkQueue(_folder.Path, time);
        var options = new FileScoringOptions
        {
            SplitAboveBytes = 5000,
            RangeBytes = 3000,
            Rows = new ScoringOptions { Threads = 2 },
            FirstRetryDelay = TimeSpan.Zero,
        };
        var handler = new ScoreFile(store, queue, ScoringSetup.Models(store, time), options, time);
        var watcher = new InboxWatcher(store, handler, new InboxOptions { SettleTime = TimeSpan.Zero }, time);
        var worker = new ScoreRangeWorker(queue, handler, options, time);
        long start = time.GetTimestamp();
        while (await store.ListAsync("inbox", "", CancellationToken.None).GetAsyncEnumerator().MoveNextAsync())
        {
            Assert.True(time.GetElapsedTime(start) < TimeSpan.FromSeconds(60), "Files stay in the inbox.");
            await watcher.ScanAsync(CancellationToken.None);
            while (await worker.RunOnceAsync(CancellationToken.None))
            {
            }
        }
    }

    private InboxWatcher Watcher(IObjectStore store, IWorkQueue? queue) => new(
        store,
        new ScoreFile(store, queue, ScoringSetup.Models(store, _time), new FileScoringOptions(), _time),
        new InboxOptions(),
        _time);
}
