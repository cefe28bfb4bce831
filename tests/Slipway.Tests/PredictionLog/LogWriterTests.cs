using System.Text;
using Slipway.PredictionLog;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.PredictionLog;

public sealed class LogWriterTests
{
    private static readonly ModelName Wine = ModelName.Parse("wine");
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly GatedStore _store;
    private readonly List<LogFault> _faults = [];

    public LogWriterTests() => _store = new GatedStore(new MemoryObjectStore(_time));

    [Fact]
    public async Task Write_Buffered_IsStoredByItself()
    {
        await using var writer = Open();

        Assert.True(await WriteAsync(writer, "a"));
        Assert.Equal(0, _store.Attempts);
        await WaitAsync(() => _store.Attempts > 0);
        await writer.FlushAsync(default);

        Assert.Equal("a\n", await ReadAsync("wine/predictions/2026/03/01/12-one.jsonl"));
    }

    [Fact]
    public async Task Dispose_WithBufferedLines_StoresThem()
    {
        var writer = Open(flushInterval: TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(() => WriteAsync(writer, $"{i}").AsTask())));

        await writer.DisposeAsync();

        string[] lines = (await ReadAsync("wine/predictions/2026/03/01/12-one.jsonl")).TrimEnd('\n').Split('\n');
        Assert.Equal(Enumerable.Range(0, 1000), lines.Select(int.Parse).Order());
        Assert.False(await WriteAsync(writer, "late"));
        Assert.Equal(1, writer.DroppedRecords);
    }

    [Fact]
    public async Task Write_Confirmed_WaitsForTheStoreAndSharesAppends()
    {
        await using var writer = Open();
        _store.Hold();

        var first = WriteAsync(writer, "a", LogDurability.Confirmed).AsTask();
        await WaitAsync(() => _store.Attempts == 1);
        var rest = Enumerable.Range(0, 50).Select(_ => WriteAsync(writer, "b", LogDurability.Confirmed).AsTask()).ToList();
        Assert.False(first.IsCompleted);
        Assert.DoesNotContain(rest, t => t.IsCompleted);
        _store.Release();

        Assert.True(await first);
        Assert.All(await Task.WhenAll(rest), Assert.True);
        Assert.Equal(2, _store.Appends.Count);
    }

    [Fact]
    public async Task Write_ConfirmedWhileTheStoreFails_IsToldNoAfterTheTimeout()
    {
        await using var writer = Open(confirmTimeout: TimeSpan.FromMilliseconds(50));
        _store.FailNext(int.MaxValue);

        Assert.False(await WriteAsync(writer, "a", LogDurability.Confirmed));

        _store.FailNext(0);
        await writer.FlushAsync(default);
        Assert.True(await WriteAsync(writer, "b", LogDurability.Confirmed));
        Assert.Contains(_faults, f => f.Exception is IOException);
    }

    [Fact]
    public async Task Write_AfterAFailure_IsTriedAgainUntilItIsStored()
    {
        await using var writer = Open();
        _store.FailNext(2);

        Assert.True(await WriteAsync(writer, "a", LogDurability.Confirmed));

        Assert.Equal("a\n", await ReadAsync("wine/predictions/2026/03/01/12-one.jsonl"));
        Assert.Equal(2, _faults.Count);
    }

    [Fact]
    public async Task Write_WithoutRoom_WaitsAndThenDropsAndCounts()
    {
        var writer = Open(maxPendingBytes: 100, maxWait: TimeSpan.FromMilliseconds(50), disposeTimeout: TimeSpan.FromMilliseconds(50));
        _store.Hold();

        Assert.True(await WriteAsync(writer, new string('a', 90)));
        Assert.False(await WriteAsync(writer, new string('b', 90)));
        Assert.Equal(1, writer.DroppedRecords);

        var waiting = WriteAsync(writer, new string('c', 90), LogDurability.Confirmed).AsTask();
        var flushed = writer.FlushAsync(default);
        _store.Release();
        await flushed;
        Assert.True(await waiting);
        await writer.DisposeAsync();
        Assert.Equal(1, _faults.Sum(f => f.DroppedRecords));
    }

    [Fact]
    public async Task Dispose_StoreThatNeverAnswers_GivesUpAndCounts()
    {
        var writer = Open(disposeTimeout: TimeSpan.FromMilliseconds(50));
        _store.Hold();
        await WriteAsync(writer, "a");
        await WriteAsync(writer, "b");

        await writer.DisposeAsync();

        Assert.Equal(2, writer.DroppedRecords);
        Assert.Equal(2, _faults.Sum(f => f.DroppedRecords));
    }

    [Fact]
    public async Task Write_AcrossAnHour_GoesToTwoObjects()
    {
        await using var writer = Open();
        await WriteAsync(writer, "a");
        _time.Advance(TimeSpan.FromHours(1));
        await WriteAsync(writer, "b");

        await writer.FlushAsync(default);

        Assert.Equal("a\n", await ReadAsync("wine/predictions/2026/03/01/12-one.jsonl"));
        Assert.Equal("b\n", await ReadAsync("wine/predictions/2026/03/01/13-one.jsonl"));
    }

    [Fact]
    public async Task Write_ManyAppends_RollToTheNextObject()
    {
        await using var writer = new LogWriter(_store, _time, new LogWriterOptions { Instance = "one", MaxAppendsPerObject = 2 });
        for (int i = 0; i < 5; i++)
        {
            await WriteAsync(writer, $"{i}", LogDurability.Confirmed);
        }

        Assert.Equal("0\n1\n", await ReadAsync("wine/predictions/2026/03/01/12-one.jsonl"));
        Assert.Equal("2\n3\n", await ReadAsync("wine/predictions/2026/03/01/12-one-2.jsonl"));
        Assert.Equal("4\n", await ReadAsync("wine/predictions/2026/03/01/12-one-3.jsonl"));
    }

    [Fact]
    public async Task Write_MoreThanOneAppendTakes_IsCutBetweenLines()
    {
        await using var writer = new LogWriter(_store, _time, new LogWriterOptions { Instance = "one", MaxAppendBytes = 10 });

        await writer.WriteAsync(
            Wine, LogKind.Feedback, _time.GetUtcNow(), Encoding.UTF8.GetBytes("aaaa\nbbbb\ncc\nlonger than all\nd\n"), 5, LogDurability.Confirmed, default);

        Assert.Equal([10, 3, 16, 2], _store.Appends.Select(a => a.Bytes));
        Assert.Equal("aaaa\nbbbb\ncc\nlonger than all\nd\n", await ReadAsync("wine/feedback/2026/03/01/12-one.jsonl"));
    }

    private LogWriter Open(
        TimeSpan? flushInterval = null, TimeSpan? confirmTimeout = null, TimeSpan? maxWait = null, TimeSpan? disposeTimeout = null,
        int maxPendingBytes = LogWriterOptions.DefaultMaxPendingBytes) =>
        new(
            _store,
            _time,
            new LogWriterOptions
            {
                Instance = "one",
                FlushInterval = flushInterval ?? TimeSpan.FromSeconds(0.5),
                ConfirmTimeout = confirmTimeout ?? Bound,
                MaxWaitForRoom = maxWait ?? Bound,
                DisposeTimeout = disposeTimeout ?? Bound,
                MaxPendingBytes = maxPendingBytes,
            },
            _faults.Add);

    private ValueTask<bool> WriteAsync(LogWriter writer, string line, LogDurability durability = LogDurability.Buffered) =>
        writer.WriteAsync(Wine, LogKind.Predictions, _time.GetUtcNow(), Encoding.UTF8.GetBytes(line + "\n"), 1, durability, default);

    private async Task<string> ReadAsync(string key) =>
        Encoding.UTF8.GetString((await _store.GetAsync(new ObjectPath("logs", key), default))!.Content.Span);

    private static async Task WaitAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Bound, "What is waited for did not come true.");
            await Task.Yield();
        }
    }
}
