using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Slipway.Storage;

namespace Slipway.Tests.Storage;

/// <summary>What every object store does. Each adapter runs it; it needs nothing but the port.</summary>
public abstract class ObjectStoreContract
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(30);

    /// <summary>Opens the store again; all of them within one test share their content.</summary>
    protected abstract IObjectStore Open();

    /// <summary>A container that is empty when a test begins.</summary>
    protected virtual string Container => "contract";

    private static CancellationToken None => CancellationToken.None;

    private ObjectPath At(string key) => new(Container, key);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<string?> TextAsync(IObjectStore store, ObjectPath path) =>
        await store.GetAsync(path, None) is { } stored ? Encoding.UTF8.GetString(stored.Content.Span) : null;

    private async Task<List<string>> KeysAsync(IObjectStore store, string prefix)
    {
        var keys = new List<string>();
        await foreach (var entry in store.ListAsync(Container, prefix, None))
        {
            keys.Add(entry.Path.Key);
        }

        return keys;
    }

    [ContractFact]
    public async Task Reads_NoSuchObject_GiveNull()
    {
        var store = Open();
        Assert.Null(await store.GetAsync(At("a/none"), None));
        Assert.Null(await store.FindAsync(At("a/none"), None));
        Assert.Null(await store.OpenReadAsync(At("a/none"), 0, None));
        Assert.False(await store.DeleteAsync(At("a/none"), null, None));
    }

    [ContractFact]
    public async Task PutAsync_NewObject_CanBeReadEveryWay()
    {
        var store = Open();
        var etag = await store.PutAsync(At("wine/a.csv"), Bytes("hello"), PutCondition.Always, None);

        var stored = await Open().GetAsync(At("wine/a.csv"), None);
        var entry = await Open().FindAsync(At("wine/a.csv"), None);
        Assert.Equal("hello", Encoding.UTF8.GetString(stored!.Content.Span));
        Assert.Equal(etag, stored.ETag);
        Assert.Equal((At("wine/a.csv"), 5L, etag), (entry!.Path, entry.SizeInBytes, entry.ETag));
        await using var stream = await store.OpenReadAsync(At("wine/a.csv"), 2, None);
        using var reader = new StreamReader(stream!);
        Assert.Equal("llo", await reader.ReadToEndAsync());
    }

    [ContractTheory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task OpenReadAsync_AtOrBehindEnd_GivesEmptyStream(long offset)
    {
        var store = Open();
        await store.PutAsync(At("a"), Bytes("hello"), PutCondition.Always, None);
        await using var stream = await store.OpenReadAsync(At("a"), offset, None);
        Assert.Equal(0, await stream!.ReadAsync(new byte[8]));
    }

    [ContractFact]
    public async Task PutAsync_EmptyContent_IsAnObject()
    {
        var store = Open();
        Assert.NotNull(await store.PutAsync(At("empty"), ReadOnlyMemory<byte>.Empty, PutCondition.Always, None));
        Assert.Equal("", await TextAsync(store, At("empty")));
        Assert.Equal(["empty"], await KeysAsync(store, ""));
    }

    [ContractTheory]
    [InlineData("Größe/日本語 ☃.csv")]
    [InlineData("with space/two  spaces.csv")]
    [InlineData("percent%20/plus+and&hash#.csv")]
    [InlineData("deep/er/and/deeper/still/x")]
    public async Task PutAsync_UnusualNames_AreKept(string key)
    {
        var store = Open();
        await store.PutAsync(At(key), Bytes("x"), PutCondition.Always, None);
        Assert.Equal("x", await TextAsync(store, At(key)));
        Assert.Equal([key], await KeysAsync(store, ""));
        Assert.True(await store.DeleteAsync(At(key), null, None));
        Assert.Empty(await KeysAsync(store, ""));
    }

    [ContractFact]
    public async Task PutAsync_SameContentAgain_ChangesETag()
    {
        var store = Open();
        var seen = new HashSet<ETag?>();
        for (int i = 0; i < 10; i++)
        {
            Assert.True(seen.Add(await store.PutAsync(At("a"), Bytes("same"), PutCondition.Always, None)));
        }
    }

    [ContractFact]
    public async Task PutAsync_AfterDelete_GivesNewETag()
    {
        var store = Open();
        var first = await store.PutAsync(At("a"), Bytes("same"), PutCondition.Always, None);
        await store.DeleteAsync(At("a"), null, None);
        await store.PutAsync(At("a"), Bytes("same"), PutCondition.Always, None);
        Assert.Null(await store.PutAsync(At("a"), Bytes("lost"), PutCondition.IfUnchanged(first!.Value), None));
    }

    [ContractFact]
    public async Task PutAsync_IfAbsent_WritesOnlyOnce()
    {
        var store = Open();
        Assert.NotNull(await store.PutAsync(At("a"), Bytes("one"), PutCondition.IfAbsent, None));
        Assert.Null(await store.PutAsync(At("a"), Bytes("two"), PutCondition.IfAbsent, None));
        Assert.Null(await store.PutAsync(At("a"), new MemoryStream(Bytes("two")), PutCondition.IfAbsent, None));
        Assert.Equal("one", await TextAsync(store, At("a")));
    }

    [ContractFact]
    public async Task PutAsync_IfUnchanged_WritesOnlyOnTheStateThatWasRead()
    {
        var store = Open();
        var first = await store.PutAsync(At("a"), Bytes("one"), PutCondition.Always, None);
        var second = await store.PutAsync(At("a"), Bytes("two"), PutCondition.IfUnchanged(first!.Value), None);
        Assert.NotNull(second);
        Assert.Null(await store.PutAsync(At("a"), Bytes("three"), PutCondition.IfUnchanged(first.Value), None));
        Assert.Null(await store.PutAsync(At("none"), Bytes("three"), PutCondition.IfUnchanged(first.Value), None));
        Assert.Equal("two", await TextAsync(store, At("a")));
        Assert.Null(await store.FindAsync(At("none"), None));
    }

    [ContractFact]
    public async Task PutAsync_ParallelIncrementsWithRetry_LoseNothing()
    {
        const int Writers = 8;
        const int Rounds = 10;
        await Open().PutAsync(At("counter"), Bytes("0"), PutCondition.Always, None);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            var store = Open();
            for (int round = 0; round < Rounds; round++)
            {
                ETag? written = null;
                while (written is null)
                {
                    var read = await store.GetAsync(At("counter"), None);
                    int next = int.Parse(read!.Content.Span, CultureInfo.InvariantCulture) + 1;
                    written = await store.PutAsync(
                        At("counter"), Bytes(next.ToString(CultureInfo.InvariantCulture)), PutCondition.IfUnchanged(read.ETag), None);
                }
            }
        })));
        Assert.Equal("80", await TextAsync(Open(), At("counter")));
    }

    [ContractFact]
    public async Task PutAsync_ParallelIfAbsent_HasOneWinner()
    {
        var etags = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => Open().PutAsync(At("race"), Bytes($"{i}"), PutCondition.IfAbsent, None))));
        int winner = Assert.Single(Enumerable.Range(0, 8), i => etags[i] is not null);
        Assert.Equal($"{winner}", await TextAsync(Open(), At("race")));
    }

    [ContractFact]
    public async Task PutAsync_StreamFailsMidway_LeavesOldContent()
    {
        var store = Open();
        await store.PutAsync(At("a"), Bytes("old"), PutCondition.Always, None);
        await Assert.ThrowsAsync<IOException>(
            () => store.PutAsync(At("a"), new PatternStream(3_000_000, failAt: 2_000_000), PutCondition.Always, None));
        await Assert.ThrowsAsync<IOException>(
            () => store.PutAsync(At("new"), new PatternStream(3_000_000, failAt: 2_000_000), PutCondition.Always, None));
        Assert.Equal("old", await TextAsync(store, At("a")));
        Assert.Equal(["a"], await KeysAsync(store, ""));
    }

    [ContractFact]
    public async Task PutAsync_BigStream_ComesBackByteForByte()
    {
        const int Size = 20_000_000;
        var store = Open();
        Assert.NotNull(await store.PutAsync(At("big"), new PatternStream(Size), PutCondition.IfAbsent, None));
        await using var read = await store.OpenReadAsync(At("big"), 0, None);
        using var expected = new PatternStream(Size);
        Assert.Equal(await SHA256.HashDataAsync(expected), await SHA256.HashDataAsync(read!));
        Assert.Equal(Size, (await store.FindAsync(At("big"), None))!.SizeInBytes);
    }

    [ContractFact]
    public async Task OpenReadAsync_ObjectReplacedMeanwhile_GivesOneStateOrFails()
    {
        var store = Open();
        await store.PutAsync(At("a"), new PatternStream(1_000_000), PutCondition.Always, None);
        await using var stream = await store.OpenReadAsync(At("a"), 0, None);
        byte[] start = new byte[10];
        await stream!.ReadExactlyAsync(start);
        await store.PutAsync(At("a"), new byte[1_000_000], PutCondition.Always, None);
        using var rest = new MemoryStream();
        var failure = await Record.ExceptionAsync(() => stream.CopyToAsync(rest));
        using var expected = new MemoryStream();
        await new PatternStream(1_000_000).CopyToAsync(expected);
        Assert.True(failure is not null || expected.ToArray().AsSpan(10).SequenceEqual(rest.ToArray()));
    }

    [ContractFact]
    public async Task DeleteAsync_Conditions_AreKept()
    {
        var store = Open();
        var first = await store.PutAsync(At("a"), Bytes("one"), PutCondition.Always, None);
        var second = await store.PutAsync(At("a"), Bytes("two"), PutCondition.Always, None);
        Assert.False(await store.DeleteAsync(At("a"), first, None));
        Assert.Equal("two", await TextAsync(store, At("a")));
        Assert.True(await store.DeleteAsync(At("a"), second, None));
        Assert.False(await store.DeleteAsync(At("a"), null, None));
    }

    [ContractFact]
    public async Task ListAsync_ManyKeys_AreInOrdinalOrderBelowThePrefix()
    {
        string[] keys = ["a-b", "a.b", "a/b", "a/b2/c", "a/c", "a0", "B", "b/a-1/x", "b/a/x", "b/a0", "ä"];
        var store = Open();
        foreach (string key in keys.Reverse())
        {
            await store.PutAsync(At(key), Bytes(key), PutCondition.Always, None);
        }

        string[] ordered = [.. keys.Order(StringComparer.Ordinal)];
        foreach (string prefix in new[] { "", "a", "a/", "a/b", "a/b2/", "b/a", "b/a-", "none", "a/c/" })
        {
            Assert.Equal(ordered.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)), await KeysAsync(store, prefix));
        }
    }

    [ContractFact]
    public async Task ListAsync_Entry_SaysWhatFindSays()
    {
        var store = Open();
        await store.PutAsync(At("a/b"), Bytes("hello"), PutCondition.Always, None);
        var found = await store.FindAsync(At("a/b"), None);
        await foreach (var entry in store.ListAsync(Container, "", None))
        {
            Assert.Equal(found, entry);
        }
    }

    [ContractFact]
    public async Task AppendAsync_Lines_AreAddedInOrderWithNewETags()
    {
        var store = Open();
        await store.AppendAsync(At("log/h.jsonl"), Bytes("one\n"), None);
        var first = await store.FindAsync(At("log/h.jsonl"), None);
        await Open().AppendAsync(At("log/h.jsonl"), Bytes("two\nthree\n"), None);
        var second = await store.FindAsync(At("log/h.jsonl"), None);
        Assert.Equal("one\ntwo\nthree\n", await TextAsync(store, At("log/h.jsonl")));
        Assert.NotEqual(first!.ETag, second!.ETag);
    }

    [ContractFact]
    public async Task AppendAsync_InParallel_KeepsEveryLineWhole()
    {
        const int Writers = 6;
        const int Lines = 10;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var store = Open();
            for (int line = 0; line < Lines; line++)
            {
                await store.AppendAsync(At("log"), Bytes($"{writer}:{line}:{new string('x', 100)}\n"), None);
            }
        })));
        string[] found = (await TextAsync(Open(), At("log")))!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var expected = from writer in Enumerable.Range(0, Writers)
                       from line in Enumerable.Range(0, Lines)
                       select $"{writer}:{line}:{new string('x', 100)}";
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [ContractTheory]
    [InlineData("")]
    [InlineData("no end")]
    public async Task AppendAsync_NotWholeLines_Throws(string content)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Open().AppendAsync(At("log"), Bytes(content), None));
    }

    [ContractFact]
    public async Task StagePartAsync_NotCommitted_IsInvisible()
    {
        var store = Open();
        await store.PutAsync(At("a"), Bytes("old"), PutCondition.Always, None);
        await store.StagePartAsync(At("a"), 0, Bytes("new"), None);
        await store.StagePartAsync(At("b"), 0, Bytes("new"), None);
        Assert.Equal("old", await TextAsync(store, At("a")));
        Assert.Null(await store.GetAsync(At("b"), None));
        Assert.Null(await store.FindAsync(At("b"), None));
        Assert.Null(await store.OpenReadAsync(At("b"), 0, None));
        Assert.Equal(["a"], await KeysAsync(store, ""));
    }

    [ContractFact]
    public async Task CommitPartsAsync_PartsStagedInAnyOrderByMany_AreJoinedInOrder()
    {
        const int Count = 12;
        await Task.WhenAll(Enumerable.Range(0, Count).Reverse().Select(i => Task.Run(
            () => Open().StagePartAsync(At("big/a.csv"), i, Bytes($"part {i}\n"), None))));
        await Open().StagePartAsync(At("big/a.csv"), 3, Bytes("part three\n"), None);
        var etag = await Open().CommitPartsAsync(At("big/a.csv"), Count, PutCondition.IfAbsent, None);
        string expected = string.Concat(Enumerable.Range(0, Count).Select(i => i == 3 ? "part three\n" : $"part {i}\n"));
        Assert.Equal(expected, await TextAsync(Open(), At("big/a.csv")));
        Assert.Equal(etag, (await Open().FindAsync(At("big/a.csv"), None))!.ETag);
        Assert.Equal(["big/a.csv"], await KeysAsync(Open(), ""));
    }

    [ContractFact]
    public async Task CommitPartsAsync_FewerThanStaged_DropsTheRest()
    {
        var store = Open();
        await store.StagePartAsync(At("a"), 0, Bytes("zero"), None);
        await store.StagePartAsync(At("a"), 1, Bytes("one"), None);
        Assert.NotNull(await store.CommitPartsAsync(At("a"), 1, PutCondition.Always, None));
        Assert.Equal("zero", await TextAsync(store, At("a")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CommitPartsAsync(At("a"), 2, PutCondition.Always, None));
        Assert.Equal("zero", await TextAsync(store, At("a")));
    }

    [ContractFact]
    public async Task CommitPartsAsync_ZeroParts_MakesAnEmptyObject()
    {
        Assert.NotNull(await Open().CommitPartsAsync(At("a"), 0, PutCondition.IfAbsent, None));
        Assert.Equal("", await TextAsync(Open(), At("a")));
    }

    [ContractFact]
    public async Task CommitPartsAsync_PartMissing_ThrowsAndWritesNothing()
    {
        var store = Open();
        await store.StagePartAsync(At("a"), 0, Bytes("zero"), None);
        await store.StagePartAsync(At("a"), 2, Bytes("two"), None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CommitPartsAsync(At("a"), 3, PutCondition.IfAbsent, None));
        Assert.Null(await store.GetAsync(At("a"), None));
        await store.StagePartAsync(At("a"), 1, Bytes("one"), None);
        Assert.NotNull(await store.CommitPartsAsync(At("a"), 3, PutCondition.IfAbsent, None));
        Assert.Equal("zeroonetwo", await TextAsync(store, At("a")));
    }

    [ContractFact]
    public async Task CommitPartsAsync_ConditionDoesNotHold_GivesNullAndKeepsTheParts()
    {
        var store = Open();
        var first = await store.PutAsync(At("a"), Bytes("one"), PutCondition.Always, None);
        var second = await store.PutAsync(At("a"), Bytes("two"), PutCondition.Always, None);
        await store.StagePartAsync(At("a"), 0, Bytes("new"), None);
        Assert.Null(await store.CommitPartsAsync(At("a"), 1, PutCondition.IfAbsent, None));
        Assert.Null(await store.CommitPartsAsync(At("a"), 1, PutCondition.IfUnchanged(first!.Value), None));
        Assert.Null(await store.CommitPartsAsync(At("a"), 9, PutCondition.IfAbsent, None));
        Assert.Equal("two", await TextAsync(store, At("a")));
        Assert.NotNull(await store.CommitPartsAsync(At("a"), 1, PutCondition.IfUnchanged(second!.Value), None));
        Assert.Equal("new", await TextAsync(store, At("a")));
        Assert.Null(await store.CommitPartsAsync(At("a"), 1, PutCondition.IfAbsent, None));
    }

    [ContractFact]
    public async Task CommitPartsAsync_InParallelIfAbsent_HasOneWinner()
    {
        await Open().StagePartAsync(At("race"), 0, Bytes("zero"), None);
        await Open().StagePartAsync(At("race"), 1, Bytes("one"), None);
        var etags = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            () => Open().CommitPartsAsync(At("race"), 2, PutCondition.IfAbsent, None))));
        Assert.Single(etags, etag => etag is not null);
        Assert.Equal("zeroone", await TextAsync(Open(), At("race")));
    }

    [ContractTheory]
    [InlineData(-1, 1)]
    [InlineData(IObjectStore.MaxPartCount, 1)]
    [InlineData(0, 0)]
    public async Task StagePartAsync_OutOfRange_Throws(int partNumber, int size)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Open().StagePartAsync(At("a"), partNumber, new byte[size], None));
    }

    [ContractFact]
    public async Task Calls_CancelledToken_ThrowAndWriteNothing()
    {
        var store = Open();
        await store.PutAsync(At("a"), Bytes("old"), PutCondition.Always, None);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.PutAsync(At("a"), Bytes("new"), PutCondition.Always, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.AppendAsync(At("log"), Bytes("new\n"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.DeleteAsync(At("a"), null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.StagePartAsync(At("a"), 0, Bytes("new"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.CommitPartsAsync(At("a"), 0, PutCondition.Always, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.GetAsync(At("a"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in store.ListAsync(Container, "", cancelled))
            {
            }
        });
        Assert.Equal("old", await TextAsync(store, At("a")));
        Assert.Equal(["a"], await KeysAsync(store, ""));
    }

    [ContractFact]
    public async Task PutAsync_CancelledMidway_LeavesOldContent()
    {
        var store = Open();
        await store.PutAsync(At("a"), Bytes("old"), PutCondition.Always, None);
        using var cancellation = new CancellationTokenSource();
        var content = new PatternStream(50_000_000) { AtByte = (1_000_000, cancellation.Cancel) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.PutAsync(At("a"), content, PutCondition.Always, cancellation.Token));
        Assert.Equal("old", await TextAsync(store, At("a")));
    }

    [ContractFact]
    public async Task TryAcquireLeaseAsync_HeldByAnother_GivesNullUntilReleased()
    {
        var first = await Open().TryAcquireLeaseAsync(At("locks/retrain/wine"), LeaseDuration, None);
        Assert.NotNull(first);
        Assert.Null(await Open().TryAcquireLeaseAsync(At("locks/retrain/wine"), LeaseDuration, None));
        Assert.NotNull(await Open().TryAcquireLeaseAsync(At("locks/retrain/iris"), LeaseDuration, None));
        Assert.True(await first.RenewAsync(None));
        await first.DisposeAsync();
        await first.DisposeAsync();
        Assert.NotNull(await Open().TryAcquireLeaseAsync(At("locks/retrain/wine"), LeaseDuration, None));
    }

    [ContractFact]
    public async Task TryAcquireLeaseAsync_InParallel_HasOneWinner()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Open().TryAcquireLeaseAsync(At("locks/race"), LeaseDuration, None))));
        Assert.Single(leases, lease => lease is not null);
    }

    [ContractTheory]
    [InlineData(14)]
    [InlineData(61)]
    public async Task TryAcquireLeaseAsync_DurationOutOfRange_Throws(int seconds)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Open().TryAcquireLeaseAsync(At("locks/x"), TimeSpan.FromSeconds(seconds), None));
    }

    /// <summary>A stream of a known pattern that is never in memory as a whole, and cannot seek.</summary>
    private sealed class PatternStream(int size, int failAt = int.MaxValue) : Stream
    {
        private int _position;

        public (int Position, Action Do)? AtByte { get; init; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int length = Math.Min(count, size - _position);
            for (int i = 0; i < length; i++)
            {
                buffer[offset + i] = (byte)((_position + i) * 31 % 251);
            }

            bool passes = AtByte is { } at && _position < at.Position && _position + length >= at.Position;
            _position += length;
            if (passes)
            {
                AtByte!.Value.Do();
            }

            return _position >= failAt ? throw new IOException("The source broke.") : length;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
