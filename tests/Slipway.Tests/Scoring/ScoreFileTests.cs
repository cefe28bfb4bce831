using System.IO.Compression;
using System.Text;
using Slipway.Learning.Profiles;
using Slipway.Scoring;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Scoring;

public sealed class ScoreFileTests : IDisposable
{
    private static readonly ObjectPath Source = new("inbox", "wine/monday.csv");

    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly MemoryObjectStore _store;
    private readonly FolderWorkQueue _queue;

    public ScoreFileTests()
    {
        _store = new MemoryObjectStore(_time);
        _queue = new FolderWorkQueue(_folder.Path, _time);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Handle_File_WritesResultsAndTakesItOutOfTheInbox()
    {
        await PrepareAsync(2000);
        var heard = new List<ScoredFile>();

        var status = await Handler(_store, split: false, onScored: heard.Add).HandleAsync(new ScoreFileCommand(Source), CancellationToken.None);

        Assert.Equal(ScoreStatus.Scored, status);
        await AssertEveryRowOnceAsync(2000);
        var report = (await _store.GetJsonAsync<ScoredFile>(new ObjectPath("scored", "wine/monday.json"), CancellationToken.None))!.Value;
        Assert.Equal(2000, report.ScoredRows + report.RejectedRows);
        Assert.Equal(1, report.Version);
        Assert.Equal(report.SourceETag, Assert.Single(heard).SourceETag);
        var profile = DatasetProfile.Deserialize((await GetAsync("scored", "wine/monday.profile")).Span).Value;
        Assert.Equal(report.ScoredRows, profile.RowCount);
        Assert.Equal(["size", "color", "label", "probability of yes, \"sure\""], profile.Columns.Select(c => c.Name));
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(20_000)]
    [InlineData(700)]
    [InlineData(60)]
    public async Task Ranges_OfAnySize_GiveTheSameResults(int rangeBytes)
    {
        await PrepareAsync(1500);
        await Handler(_store, split: false).HandleAsync(new ScoreFileCommand(Source), CancellationToken.None);
        var whole = (Scored: await GetAsync("scored", "wine/monday.csv"), Rejected: await GetAsync("rejected", "wine/monday.csv"));
        await PrepareAsync(1500);

        await RunAsync(Handler(_store, rangeBytes: rangeBytes), _store);

        Assert.Equal(whole.Scored.ToArray(), (await GetAsync("scored", "wine/monday.csv")).ToArray());
        Assert.Equal(whole.Rejected.ToArray(), (await GetAsync("rejected", "wine/monday.csv")).ToArray());
        await AssertEveryRowOnceAsync(1500);
    }

    [Fact]
    public async Task Ranges_DeliveredTwice_ChangeNothing()
    {
        await PrepareAsync(1000);
        var handler = Handler(_store, rangeBytes: 2000);
        await handler.HandleAsync(new ScoreFileCommand(Source), CancellationToken.None);
        var messages = new List<byte[]>();
        while (await _queue.ReceiveAsync(ScoreMessages.Queue, TimeSpan.FromMinutes(1), CancellationToken.None) is { } item)
        {
            messages.Add(item.Message.ToArray());
            await item.CompleteAsync(CancellationToken.None);
        }

        Assert.True(messages.Count > 5);
        foreach (byte[] message in messages.Concat(messages).Reverse().Append("junk"u8.ToArray()))
        {
            Assert.Null(await handler.ScoreRangeAsync(message, CancellationToken.None));
        }

        await AssertEveryRowOnceAsync(1000);
        Assert.Equal(ScoreStatus.Gone, await handler.HandleAsync(new ScoreFileCommand(Source), CancellationToken.None));
        foreach (byte[] message in messages)
        {
            Assert.Null(await handler.ScoreRangeAsync(message, CancellationToken.None));
        }

        await AssertEveryRowOnceAsync(1000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Crash_AtEveryWrite_LosesNoRowAndDoublesNone(bool split)
    {
        bool hasCrashed = true;
        for (int writes = 0; hasCrashed; writes++)
        {
            Assert.True(writes < 500, "It never came to an end.");
            var store = new MemoryObjectStore(_time);
            await PrepareAsync(150, store);
            var crashing = new CrashingStore(store, writes);
            try
            {
                await RunAsync(Handler(crashing, split, rangeBytes: 1500), crashing);
            }
            catch (SimulatedCrashException)
            {
                // The process is gone; another goes on.
            }

            hasCrashed = crashing.HasCrashed;
            _time.Advance(TimeSpan.FromMinutes(30));
            await RunAsync(Handler(store, split, rangeBytes: 1500), store);
            await AssertEveryRowOnceAsync(150, store);
        }
    }

    [Theory]
    [InlineData("wine/zero.csv", "", "csv.emptyFile")]
    [InlineData("wine/header.csv", "size,color\n", "scoring.noRows")]
    [InlineData("wine/renamed.csv", "volume,color\n1,red\n", "input.columnMissing")]
    [InlineData("wine/notes.txt", "hello", "scoring.notCsv")]
    [InlineData("beer/monday.csv", "size\n1\n", "registry.modelNotFound")]
    [InlineData("BEER/monday.csv", "size\n1\n", "scoring.notInAModel")]
    [InlineData("monday.csv", "size\n1\n", "scoring.notInAModel")]
    public async Task BadFile_GoesToRejectedWithTheReason(string key, string content, string code)
    {
        await ScoringSetup.RegisterAsync(_store, _time);
        await AssertRejectedAsync(key, Encoding.UTF8.GetBytes(content), code);
    }

    [Fact]
    public async Task BadBytes_GoToRejectedWithTheReason()
    {
        await ScoringSetup.RegisterAsync(_store, _time);
        byte[] compressed = Compress(Encoding.UTF8.GetBytes(ScoringSetup.Csv(50_000)));
        await AssertRejectedAsync("wine/utf16.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("size,color\n1,red\n")], "csv.encoding");
        await AssertRejectedAsync("wine/cut.csv.gz", compressed[..(compressed.Length / 2)], "csv.gzip");
        await AssertRejectedAsync("wine/lines.csv", [.. "size,color\n"u8, .. new byte[8 * 1024 * 1024]], "csv.noLineEnd");
    }

    [Fact]
    public async Task GzipBomb_GoesToRejected()
    {
        await ScoringSetup.RegisterAsync(_store, _time);
        var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write("size,color,note\n"u8);
            byte[] row = Encoding.UTF8.GetBytes($"1,red,{new string('x', 1 << 19)}\n");
            for (int i = 0; i < 140; i++)
            {
                gzip.Write(row);
            }
        }

        await AssertRejectedAsync("wine/bomb.csv.gz", bomb.ToArray(), "csv.gzipBomb");
    }

    [Fact]
    public async Task OnlyBadRows_AllAreRejectedOneByOne()
    {
        await ScoringSetup.RegisterAsync(_store, _time);
        await _store.PutAsync(Source, "id,size,color\n1,a,\n2,b,\n"u8.ToArray(), PutCondition.Always, CancellationToken.None);

        Assert.Equal(ScoreStatus.Scored, await Handler(_store).HandleAsync(new ScoreFileCommand(Source), CancellationToken.None));

        Assert.Equal([1, 2], ScoringSetup.Ids((await GetAsync("rejected", "wine/monday.csv")).Span, isRejected: true));
        Assert.Empty(ScoringSetup.Ids((await GetAsync("scored", "wine/monday.csv")).Span, isRejected: false));
    }

    [Fact]
    public async Task Failures_AreRetriedWithDelay_ThenTheFileIsGivenUp()
    {
        await PrepareAsync(100);
        var handler = new ScoreFile(
            _store, null, ScoringSetup.Models(_store, _time), new FileScoringOptions { Rows = new ScoringOptions { IdColumn = null } }, _time,
            (_, _) => throw new IOException("The observer is away."));

        for (int attempt = 1; attempt < 5; attempt++)
        {
            Assert.Equal(ScoreStatus.Busy, await handler.HandleAsync(new ScoreFileCommand(Source), CancellationToken.None));
            Assert.Equal(ScoreStatus.Busy, await handler.HandleAsync(new ScoreFileCommand(Source), CancellationToken.None));
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(ScoreStatus.Scored, await handler.HandleAsync(new ScoreFileCommand(Source), CancellationToken.None));
        await AssertEveryRowOnceAsync(100);
    }

    [Fact]
    public async Task BrokenModel_AfterFiveAttempts_MovesTheFileToRejected()
    {
        await PrepareAsync(100);
        var failing = new FailingReads(_store);
        var handler = Handler(failing, split: false);

        for (int attempt = 1; attempt < 5; attempt++)
        {
            Assert.Equal(ScoreStatus.Busy, await handler.HandleAsync(new ScoreFileCommand(Source), CancellationToken.None));
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        failing.IsMendedAfter = 1;
        Assert.Equal(ScoreStatus.Rejected, await handler.HandleAsync(new ScoreFileCommand(Source), CancellationToken.None));
        await AssertReasonAsync("wine/monday.csv", "scoring.failed");
    }

    [Fact]
    public async Task SameNameAgain_WithOtherContent_IsNewWork()
    {
        await PrepareAsync(100);
        await Handler(_store).HandleAsync(new ScoreFileCommand(Source), CancellationToken.None);
        await _store.PutAsync(Source, "id,size,color\n7,1,red\n"u8.ToArray(), PutCondition.Always, CancellationToken.None);

        Assert.Equal(ScoreStatus.Scored, await Handler(_store).HandleAsync(new ScoreFileCommand(Source), CancellationToken.None));

        Assert.Equal([7], ScoringSetup.Ids((await GetAsync("scored", "wine/monday.csv")).Span, isRejected: false));
        Assert.Null(await _store.FindAsync(new ObjectPath("rejected", "wine/monday.csv"), CancellationToken.None));
    }

    private static byte[] Compress(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    private ScoreFile Handler(IObjectStore store, bool split = true, int rangeBytes = 5000, Action<ScoredFile>? onScored = null) => new(
        store,
        split ? _queue : null,
        ScoringSetup.Models(store, _time),
        new FileScoringOptions { SplitAboveBytes = 1, RangeBytes = rangeBytes, Rows = new ScoringOptions { Threads = 2 } },
        _time,
        (file, _) =>
        {
            onScored?.Invoke(file);
            return Task.CompletedTask;
        });

    /// <summary>Handles the file and its ranges until the file has left the inbox.</summary>
    private async Task RunAsync(ScoreFile handler, IObjectStore store)
    {
        var worker = new ScoreRangeWorker(_queue, handler, new FileScoringOptions(), _time);
        for (int i = 0; i < 50; i++)
        {
            await handler.HandleAsync(new ScoreFileCommand(Source), CancellationToken.None);
            while (await worker.RunOnceAsync(CancellationToken.None))
            {
            }

            if (await store.FindAsync(Source, CancellationToken.None) is null)
            {
                return;
            }

            _time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Fail("The file stays in the inbox.");
    }

    private Task PrepareAsync(int rows) => PrepareAsync(rows, _store);

    private async Task PrepareAsync(int rows, MemoryObjectStore store)
    {
        await ScoringSetup.RegisterAsync(store, _time);
        await store.PutAsync(Source, Encoding.UTF8.GetBytes(ScoringSetup.Csv(rows)), PutCondition.Always, CancellationToken.None);
    }

    private Task<ReadOnlyMemory<byte>> GetAsync(string container, string key) => GetAsync(_store, container, key);

    private static async Task<ReadOnlyMemory<byte>> GetAsync(IObjectStore store, string container, string key) =>
        (await store.GetAsync(new ObjectPath(container, key), CancellationToken.None))!.Content;

    private Task AssertEveryRowOnceAsync(int rows) => AssertEveryRowOnceAsync(rows, _store);

    private static async Task AssertEveryRowOnceAsync(int rows, MemoryObjectStore store)
    {
        var scored = ScoringSetup.Ids((await GetAsync(store, "scored", "wine/monday.csv")).Span, isRejected: false);
        var rejected = ScoringSetup.Ids((await GetAsync(store, "rejected", "wine/monday.csv")).Span, isRejected: true);
        Assert.Equal(Enumerable.Range(0, rows), scored.Concat(rejected).Order());
        Assert.Null(await store.FindAsync(Source, CancellationToken.None));
        Assert.Equal(["wine/monday.csv"], await KeysAsync(store, "rejected"));
        Assert.Equal(["wine/monday.csv", "wine/monday.json", "wine/monday.profile"], await KeysAsync(store, "scored"));
        Assert.Empty(await KeysAsync(store, "work"));
    }

    private static async Task<List<string>> KeysAsync(IObjectStore store, string container)
    {
        var keys = new List<string>();
        await foreach (var entry in store.ListAsync(container, "", CancellationToken.None))
        {
            keys.Add(entry.Path.Key);
        }

        return keys;
    }

    private async Task AssertRejectedAsync(string key, byte[] content, string code)
    {
        var source = new ObjectPath("inbox", key);
        await _store.PutAsync(source, content, PutCondition.Always, CancellationToken.None);

        Assert.Equal(ScoreStatus.Rejected, await Handler(_store, split: false).HandleAsync(new ScoreFileCommand(source), CancellationToken.None));

        await AssertReasonAsync(key, code);
        Assert.Equal(content, (await GetAsync("rejected", key)).ToArray());
        Assert.Null(await _store.FindAsync(source, CancellationToken.None));
        Assert.Empty(await KeysAsync(_store, "scored"));
        Assert.Empty(await KeysAsync(_store, "work"));
    }

    private async Task AssertReasonAsync(string key, string code)
    {
        var reason = await _store.GetJsonAsync<RejectedFile>(new ObjectPath("rejected", $"{key}.reason.json"), CancellationToken.None);
        Assert.Equal(code, reason!.Value.Problems[0].Code);
    }
}
