using System.Text;
using Slipway.Storage;

namespace Slipway.Tests.Storage;

public sealed class FolderObjectStoreTests : ObjectStoreContract, IDisposable
{
    private static readonly ObjectPath Path1 = new("inbox", "wine/a.csv");
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    protected override IObjectStore Open() => new FolderObjectStore(_folder.Path, _time);

    public void Dispose() => _folder.Dispose();

    private static CancellationToken None => CancellationToken.None;

    private string FileOf(params string[] parts) => System.IO.Path.Combine([_folder.Path, .. parts]);

    private void Drop(string text, params string[] parts)
    {
        string file = FileOf(parts);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static async Task<List<string>> KeysAsync(IObjectStore store, string container)
    {
        var keys = new List<string>();
        await foreach (var entry in store.ListAsync(container, "", None))
        {
            keys.Add(entry.Path.Key);
        }

        return keys;
    }

    private static Task<ETag?> PutAsync(IObjectStore store, ObjectPath path, string text) =>
        store.PutAsync(path, Encoding.UTF8.GetBytes(text), PutCondition.Always, None);

    [Fact]
    public async Task Constructor_FolderMissing_MakesNothingUntilFirstWrite()
    {
        string root = FileOf("not", "yet");
        var store = new FolderObjectStore(root, _time);
        Assert.Empty(await KeysAsync(store, "inbox"));
        Assert.Null(await store.GetAsync(Path1, None));
        Assert.False(Directory.Exists(root));
        await PutAsync(store, Path1, "x");
        Assert.Equal("x", File.ReadAllText(System.IO.Path.Combine(root, "inbox", "wine", "a.csv")));
    }

    [Fact]
    public async Task ListAsync_FilesDroppedByUsers_AreObjectsExceptHiddenOnesAndLinks()
    {
        Drop("rows", "inbox", "wine", "monday.csv");
        Drop("x", "inbox", ".DS_Store");
        Drop("x", "inbox", ".git", "config");
        Drop("x", "inbox", "wine", ".monday.csv.swp");
        Drop("secret", "outside", "secret.txt");
        File.CreateSymbolicLink(FileOf("inbox", "link.csv"), FileOf("outside", "secret.txt"));
        Directory.CreateSymbolicLink(FileOf("inbox", "linked"), FileOf("outside"));
        var store = Open();
        Assert.Equal(["wine/monday.csv"], await KeysAsync(store, "inbox"));
        var stored = await store.GetAsync(new ObjectPath("inbox", "wine/monday.csv"), None);
        Assert.NotNull(await store.PutAsync(
            new ObjectPath("inbox", "wine/monday.csv"), new byte[4], PutCondition.IfUnchanged(stored!.ETag), None));
    }

    [Theory]
    [InlineData("link.csv")]
    [InlineData("linked/secret.txt")]
    public async Task Objects_BehindSymbolicLinks_AreNotReadAndNotWritten(string key)
    {
        Drop("secret", "outside", "secret.txt");
        Directory.CreateDirectory(FileOf("inbox"));
        File.CreateSymbolicLink(FileOf("inbox", "link.csv"), FileOf("outside", "secret.txt"));
        Directory.CreateSymbolicLink(FileOf("inbox", "linked"), FileOf("outside"));
        var store = Open();
        var path = new ObjectPath("inbox", key);
        Assert.Null(await store.GetAsync(path, None));
        Assert.Null(await store.FindAsync(path, None));
        Assert.Null(await store.OpenReadAsync(path, 0, None));
        await Assert.ThrowsAsync<IOException>(() => PutAsync(store, path, "x"));
        await Assert.ThrowsAsync<IOException>(() => store.AppendAsync(path, "x\n"u8.ToArray(), None));
        await Assert.ThrowsAsync<IOException>(() => store.DeleteAsync(path, null, None));
        Assert.Equal("secret", File.ReadAllText(FileOf("outside", "secret.txt")));
    }

    [Fact]
    public async Task PutAsync_ClockStandsStillOrGoesBack_NeverRepeatsAnETag()
    {
        var store = Open();
        var first = await PutAsync(store, Path1, "one");
        _time.Advance(TimeSpan.FromHours(-1));
        var second = await PutAsync(store, Path1, "two");
        await store.DeleteAsync(Path1, null, None);
        var third = await PutAsync(Open(), Path1, "six");
        Assert.Equal(3, new HashSet<ETag?> { first, second, third }.Count);
    }

    [Fact]
    public async Task FindAsync_AfterPut_LastModifiedIsTheInjectedTime()
    {
        var store = Open();
        await PutAsync(store, Path1, "one");
        Assert.Equal(_time.GetUtcNow(), (await store.FindAsync(Path1, None))!.LastModified);
    }

    [Theory]
    [InlineData("one\ntwo\ntor", "one\ntwo\nnew\n")]
    [InlineData("torn", "new\n")]
    [InlineData("one\n", "one\nnew\n")]
    [InlineData("", "new\n")]
    public async Task AppendAsync_TornLastLine_IsCutOff(string before, string after)
    {
        Drop(before, "logs", "h.jsonl");
        await Open().AppendAsync(new ObjectPath("logs", "h.jsonl"), "new\n"u8.ToArray(), None);
        Assert.Equal(after, File.ReadAllText(FileOf("logs", "h.jsonl")));
    }

    [Fact]
    public async Task AppendAsync_LongTornLine_IsCutOffAsAWhole()
    {
        Drop("one\n" + new string('x', 20_000), "logs", "h.jsonl");
        await Open().AppendAsync(new ObjectPath("logs", "h.jsonl"), "new\n"u8.ToArray(), None);
        Assert.Equal("one\nnew\n", File.ReadAllText(FileOf("logs", "h.jsonl")));
    }

    [Fact]
    public async Task Constructor_OldTempFiles_AreRemovedAndYoungOnesKept()
    {
        Drop("old", ".tmp", "1-1");
        Drop("young", ".tmp", "1-2");
        File.SetLastWriteTimeUtc(FileOf(".tmp", "1-1"), _time.GetUtcNow().UtcDateTime.AddDays(-2));
        File.SetLastWriteTimeUtc(FileOf(".tmp", "1-2"), _time.GetUtcNow().UtcDateTime.AddHours(-1));
        var store = Open();
        Assert.Equal([FileOf(".tmp", "1-2")], Directory.GetFiles(FileOf(".tmp")));
        await PutAsync(store, Path1, "x");
        Assert.Equal([FileOf(".tmp", "1-2")], Directory.GetFiles(FileOf(".tmp")));
    }

    [Fact]
    public async Task Constructor_PartsNeverCommitted_AreRemovedAfterAWeek()
    {
        await Open().StagePartAsync(Path1, 0, "old"u8.ToArray(), None);
        string parts = Assert.Single(Directory.GetDirectories(FileOf(".parts")));
        Directory.SetLastWriteTimeUtc(parts, _time.GetUtcNow().UtcDateTime.AddDays(-6));
        Open();
        Assert.True(Directory.Exists(parts));
        Directory.SetLastWriteTimeUtc(parts, _time.GetUtcNow().UtcDateTime.AddDays(-8));
        Open();
        Assert.False(Directory.Exists(parts));
    }

    [Fact]
    public async Task CommitPartsAsync_Done_LeavesNoFilesBehind()
    {
        await Open().StagePartAsync(Path1, 0, "rows"u8.ToArray(), None);
        await Open().StagePartAsync(Path1, 1, "more"u8.ToArray(), None);
        await Open().CommitPartsAsync(Path1, 1, PutCondition.Always, None);
        Assert.Empty(Directory.GetFileSystemEntries(FileOf(".parts")));
        Assert.Empty(Directory.GetFileSystemEntries(FileOf(".tmp")));
    }

    [Fact]
    public async Task PutAsync_LockHeldByAnotherProcess_WaitsAndCanBeCancelled()
    {
        var store = Open();
        await PutAsync(store, Path1, "x");
        var locks = Directory.GetFiles(FileOf(".locks"));
        using var cancellation = new CancellationTokenSource();
        Task<ETag?> waiting;
        using (new FileStream(Assert.Single(locks), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            waiting = store.PutAsync(Path1, "y"u8.ToArray(), PutCondition.Always, None);
            var cancelled = store.PutAsync(Path1, "z"u8.ToArray(), PutCondition.Always, cancellation.Token);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
            Assert.False(waiting.IsCompleted);
        }

        Assert.NotNull(await waiting);
        Assert.Equal("y", File.ReadAllText(FileOf("inbox", "wine", "a.csv")));
    }

    [Fact]
    public async Task ListAsync_FilesVanishMeanwhile_AreLeftOut()
    {
        var store = Open();
        foreach (string key in new[] { "a", "b/x", "c", "d" })
        {
            await PutAsync(store, new ObjectPath("inbox", key), "x");
        }

        var keys = new List<string>();
        await foreach (var entry in store.ListAsync("inbox", "", None))
        {
            keys.Add(entry.Path.Key);
            if (keys.Count == 1)
            {
                Directory.Delete(FileOf("inbox", "b"), recursive: true);
                File.Delete(FileOf("inbox", "c"));
            }
        }

        Assert.Equal(["a", "d"], keys);
    }

    [Fact]
    public async Task RenewAsync_LeaseRanOut_HoldsOnlyWhenNobodyTookIt()
    {
        var name = new ObjectPath("locks", "retrain");
        var duration = TimeSpan.FromSeconds(15);
        var first = await Open().TryAcquireLeaseAsync(name, duration, None);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await first!.RenewAsync(None));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await Open().TryAcquireLeaseAsync(name, duration, None));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(await first.RenewAsync(None));
        _time.Advance(TimeSpan.FromSeconds(16));
        var second = await Open().TryAcquireLeaseAsync(name, duration, None);
        Assert.NotNull(second);
        Assert.False(await first.RenewAsync(None));
        await first.DisposeAsync();
        Assert.Null(await Open().TryAcquireLeaseAsync(name, duration, None));
        await second.DisposeAsync();
    }

    [Fact]
    public async Task TryAcquireLeaseAsync_DamagedLeaseFile_IsFree()
    {
        var name = new ObjectPath("locks", "retrain");
        await Open().TryAcquireLeaseAsync(name, TimeSpan.FromSeconds(15), None);
        File.WriteAllText(Directory.GetFiles(FileOf(".leases")).Single(), "");
        Assert.NotNull(await Open().TryAcquireLeaseAsync(name, TimeSpan.FromSeconds(15), None));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData(".tmp/x")]
    [InlineData("a/.hidden")]
    public void ObjectPath_KeysThatWouldEscapeOrHide_AreRefused(string key) =>
        Assert.Throws<ArgumentException>(() => new ObjectPath("inbox", key));

    [Fact]
    public async Task Calls_DefaultPath_Throw() =>
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(Open(), default, "x"));
}
