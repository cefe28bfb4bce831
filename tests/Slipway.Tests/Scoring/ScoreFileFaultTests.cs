using System.IO.Compression;
using System.Text;
using Slipway.Scoring;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Scoring;

/// <summary>Stores that fail, workers that die and files that meet: every row comes out once.</summary>
public sealed class ScoreFileFaultTests : IDisposable
{
    private const int Rows = 400;
    private const int DiskFull = 28;
    private static readonly ObjectPath Source = new("inbox", "wine/monday.csv");
    private static readonly ObjectPath Results = new("scored", "wine/monday.csv");
    private static readonly ObjectPath Report = new("scored", "wine/monday.json");

    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly MemoryObjectStore _store;
    private readonly FolderWorkQueue _queue;

    public ScoreFileFaultTests()
    {
        _store = new MemoryObjectStore(_time);
        _queue = new FolderWorkQueue(_folder.Path, _time);
    }

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DiskFull_ForHowLongEver_GivesNoFileUp(bool split)
    {
        await PrepareAsync();
        bool isFull = true;
        var store = new FaultyStore(_store, path => isFull && path == Results ? new IOException("No space left on device", DiskFull) : null);
        var handler = Handler(store, split);
        for (int i = 0; i < 20; i++)
        {
            await TryAsync(handler);
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.NotNull(await _store.FindAsync(Source, None));
        Assert.Empty(await KeysAsync("rejected"));
        isFull = false;

        await RunAsync(handler);

        await AssertEveryRowOnceAsync();
    }

    [Fact]
    public async Task Range_DeliveredOftenWhileAnotherHasTheFile_IsNotGivenUpForOneFailure()
    {
        await PrepareAsync();
        int failures = 0;
        var store = new FaultyStore(_store, path => failures-- > 0 ? new IOException("The disk does not answer.") : null);
        var handler = Handler(store, split: true);
        await handler.HandleAsync(new ScoreFileCommand(Source), None);
        var messages = await ReceiveAllAsync();
        foreach (byte[] message in messages[..^1])
        {
            Assert.Null(await handler.ScoreRangeAsync(message, None));
        }

        await using (await _store.TryAcquireLeaseAsync(new ObjectPath("work", "locks/scoring/wine/monday"), TimeSpan.FromMinutes(1), None))
        {
            for (int delivery = 1; delivery <= 10; delivery++)
            {
                Assert.NotNull(await handler.ScoreRangeAsync(messages[^1], None));
            }
        }

        failures = 1;
        Assert.NotNull(await handler.ScoreRangeAsync(messages[^1], None));
        Assert.Null(await handler.ScoreRangeAsync(messages[^1], None));

        await AssertEveryRowOnceAsync();
    }

    [Fact]
    public async Task Range_ThatFailsEachTime_GivesTheFileUp()
    {
        await PrepareAsync();
        var store = new FaultyStore(_store, path => path == Results ? new IOException("The disk does not answer.") : null);
        var handler = Handler(store, split: true);

        await RunAsync(handler);

        Assert.Equal(["wine/monday.csv", "wine/monday.csv.reason.json"], await KeysAsync("rejected"));
        Assert.Empty(await KeysAsync("scored"));
        Assert.Empty(await KeysAsync("work"));
    }

    [Fact]
    public async Task Range_FailingAfterTheFileIsDone_DoesNotRejectIt()
    {
        await PrepareAsync();
        var handler = Handler(_store, split: true);
        await handler.HandleAsync(new ScoreFileCommand(Source), None);
        var messages = await ReceiveAllAsync();

        // The process that finishes the file dies when it has begun to clear up: the first range's record is gone, the plan is there.
        bool isDead = false;
        bool isDone = false;
        var dying = new FaultyStore(_store, path =>
        {
            isDone |= path == Report;
            isDead |= isDone && path.Key.EndsWith("000001.json", StringComparison.Ordinal);
            return isDead ? new SimulatedCrashException() : null;
        });
        foreach (byte[] message in messages)
        {
            try
            {
                await Handler(dying, split: true).ScoreRangeAsync(message, None);
            }
            catch (SimulatedCrashException)
            {
            }
        }

        var failing = new FaultyStore(_store, path => path == Results ? new IOException("The disk does not answer.") : null);
        for (int delivery = 0; delivery < 6; delivery++)
        {
            await Handler(failing, split: true).ScoreRangeAsync(messages[0], None);
        }

        await RunAsync(Handler(_store, split: true));

        await AssertEveryRowOnceAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Crash_WhileAFileIsGivenUp_DoublesNoRow(bool split)
    {
        bool hasCrashed = true;
        for (int writes = 0; hasCrashed; writes++)
        {
            Assert.True(writes < 300, "It never came to an end.");
            foreach (string kind in (string[])["scored", "rejected"])
            {
                await _store.DeleteAsync(new ObjectPath(kind, "wine/monday.csv"), null, None);
            }

            await PrepareAsync();
            hasCrashed = false;
            int left = writes;
            bool isGivingUp = false;
            var store = new FaultyStore(_store, path =>
            {
                isGivingUp |= path.Key.EndsWith("reason.json", StringComparison.Ordinal);
                hasCrashed |= isGivingUp && left-- <= 0;
                return hasCrashed ? new SimulatedCrashException() : path == Report ? new IOException("The disk does not answer.") : null;
            });
            try
            {
                await RunAsync(Handler(store, split));
            }
            catch (SimulatedCrashException)
            {
                // The process is gone; another goes on, and nothing fails any more.
            }

            _time.Advance(TimeSpan.FromMinutes(30));
            await RunAsync(Handler(_store, split));

            // All of the file is in one place: given up as a whole, or scored.
            if (await _store.FindAsync(new ObjectPath("rejected", "wine/monday.csv.reason.json"), None) is not null)
            {
                Assert.Equal(Encoding.UTF8.GetBytes(ScoringSetup.Csv(Rows)), (await GetAsync("rejected")).ToArray());
                Assert.DoesNotContain("wine/monday.csv", await KeysAsync("scored"));
                await _store.DeleteAsync(new ObjectPath("rejected", "wine/monday.csv.reason.json"), null, None);
            }
            else
            {
                await AssertEveryRowOnceAsync();
            }

            await _store.DeleteAsync(Report, null, None);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Range_StagedWhileAnotherFinishesTheFile_LeavesNothing(bool fails)
    {
        await PrepareAsync();
        var other = Handler(_store, split: true);
        await other.HandleAsync(new ScoreFileCommand(Source), None);
        var messages = await ReceiveAllAsync();
        var slow = Handler(
            new SlowStaging(_store, async () =>
            {
                foreach (byte[] message in messages)
                {
                    await other.ScoreRangeAsync(message, None);
                }

                if (fails)
                {
                    throw new IOException("The disk does not answer.");
                }
            }),
            split: true);

        Assert.Null(await slow.ScoreRangeAsync(messages[2], None));

        await AssertEveryRowOnceAsync();
    }

    [Fact]
    public async Task CompressedFileOfTheSameName_WaitsUntilTheRangesAreDone()
    {
        await PrepareAsync();
        var compressed = new ObjectPath("inbox", "wine/monday.csv.gz");
        await _store.PutAsync(compressed, Compress("id,size,color\n7,1,red\n"u8), PutCondition.Always, None);
        var handler = Handler(_store, split: true);
        await handler.HandleAsync(new ScoreFileCommand(Source), None);
        var messages = await ReceiveAllAsync();
        Assert.Null(await handler.ScoreRangeAsync(messages[0], None));

        Assert.Equal(ScoreStatus.Busy, await handler.HandleAsync(new ScoreFileCommand(compressed), None));
        foreach (byte[] message in messages)
        {
            Assert.Null(await handler.ScoreRangeAsync(message, None));
        }

        await AssertEveryRowOnceAsync();
        Assert.Equal(ScoreStatus.Scored, await handler.HandleAsync(new ScoreFileCommand(compressed), None));
    }

    [Fact]
    public async Task Handle_LeaseLostWhileItFails_IsBusy()
    {
        await PrepareAsync();
        var handler = new ScoreFile(
            new OutageStore(_store),
            null,
            ScoringSetup.Models(_store, _time),
            new FileScoringOptions { FileLease = TimeSpan.FromMilliseconds(30) },
            _time);

        Assert.Equal(ScoreStatus.Busy, await handler.HandleAsync(new ScoreFileCommand(Source), None));
    }

    private static byte[] Compress(ReadOnlySpan<byte> content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    private ScoreFile Handler(IObjectStore store, bool split) => new(
        store,
        split ? _queue : null,
        ScoringSetup.Models(_store, _time),
        new FileScoringOptions { SplitAboveBytes = 1, RangeBytes = 1000, Rows = new ScoringOptions { Threads = 2 } },
        _time);

    private static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (IOException)
        {
            // The watcher takes it up again.
        }
    }

    private Task TryAsync(ScoreFile handler) => TryAsync(async () =>
    {
        await handler.HandleAsync(new ScoreFileCommand(Source), None);
        var worker = new ScoreRangeWorker(_queue, handler, new FileScoringOptions(), _time);
        while (await worker.RunOnceAsync(None))
        {
        }
    });

    private async Task RunAsync(ScoreFile handler)
    {
        for (int i = 0; i < 50 && await _store.FindAsync(Source, None) is not null; i++)
        {
            await TryAsync(handler);
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Null(await _store.FindAsync(Source, None));
    }

    private async Task PrepareAsync()
    {
        await ScoringSetup.RegisterAsync(_store, _time);
        await _store.PutAsync(Source, Encoding.UTF8.GetBytes(ScoringSetup.Csv(Rows)), PutCondition.Always, None);
    }

    private async Task<List<byte[]>> ReceiveAllAsync()
    {
        var messages = new List<byte[]>();
        while (await _queue.ReceiveAsync(ScoreMessages.Queue, TimeSpan.FromMinutes(1), None) is { } item)
        {
            messages.Add(item.Message.ToArray());
            await item.CompleteAsync(None);
        }

        Assert.True(messages.Count > 3, "The file is not split.");
        return messages;
    }

    private async Task<ReadOnlyMemory<byte>> GetAsync(string container) =>
        (await _store.GetAsync(new ObjectPath(container, "wine/monday.csv"), None))!.Content;

    private async Task AssertEveryRowOnceAsync()
    {
        var scored = ScoringSetup.Ids((await GetAsync("scored")).Span, isRejected: false);
        var rejected = ScoringSetup.Ids((await GetAsync("rejected")).Span, isRejected: true);
        Assert.Equal(Enumerable.Range(0, Rows), scored.Concat(rejected).Order());
        Assert.Equal(["wine/monday.csv"], await KeysAsync("rejected"));
        Assert.Null(await _store.FindAsync(Source, None));
        Assert.Empty(await KeysAsync("work"));
    }

    private async Task<List<string>> KeysAsync(string container)
    {
        var keys = new List<string>();
        await foreach (var entry in _store.ListAsync(container, "", None))
        {
            keys.Add(entry.Path.Key);
        }

        return keys;
    }

    /// <summary>A service that goes away: leases cannot be renewed, and a write that waits for it fails after that.</summary>
    private sealed class OutageStore(IObjectStore inner) : FaultyStore(inner, _ => null)
    {
        public override async Task StagePartAsync(
            ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            var leaseLost = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(leaseLost.SetResult);
            await leaseLost.Task;
            throw new IOException("The service was not reached.");
        }

        public override Task<ILease?> TryAcquireLeaseAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken) =>
            Task.FromResult<ILease?>(new UnrenewableLease());
    }

    /// <summary>A store that is slow to stage: something happens before.</summary>
    private sealed class SlowStaging(IObjectStore inner, Func<Task> meanwhile) : FaultyStore(inner, _ => null)
    {
        public override async Task StagePartAsync(
            ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            await meanwhile();
            await base.StagePartAsync(path, partNumber, content, cancellationToken);
        }
    }

    private sealed class UnrenewableLease : ILease
    {
        public Task<bool> RenewAsync(CancellationToken cancellationToken) => throw new IOException("The service was not reached.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
