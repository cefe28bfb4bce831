using System.Text;
using Slipway.Audit;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FolderObjectStore _store;
    private readonly AuditLog _log;

    public AuditLogTests()
    {
        _store = new FolderObjectStore(_folder.Path, new ManualTime());
        _log = new AuditLog(_store);
    }

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _folder.Dispose();

    private static AuditEntry Entry(string id, string? reason = "because") => new()
    {
        Id = id,
        Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 120, TimeSpan.Zero),
        Actor = "Zoë <zoe@example.com>",
        Action = AuditActions.AliasPromoted,
        Model = "wine",
        Subject = "champion",
        From = "1",
        To = "2",
        Reason = reason,
    };

    private async Task AppendAsync(int count)
    {
        for (int i = 1; i <= count; i++)
        {
            await _log.AppendAsync(Entry($"{i}"), 0, None);
        }
    }

    private string FileOf(int sequence) => Path.Combine(_folder.Path, "audit", "records", $"{sequence:D8}.json");

    private string HeadFile => Path.Combine(_folder.Path, "audit", "head.json");

    private async Task<string[]> VerifyAsync(AuditHead? expected = null) =>
        [.. (await _log.VerifyAsync(expected, None)).Problems.Select(p => p.Code)];

    [Fact]
    public async Task VerifyAsync_EmptyLog_IsIntact()
    {
        Assert.Equal(AuditHead.Empty, (await _log.VerifyAsync(null, None)).Value);
        Assert.Equal(AuditHead.Empty, await _log.GetHeadAsync(None));
    }

    [Fact]
    public async Task AppendAsync_Entries_AreChainedAndReadInOrder()
    {
        await AppendAsync(12);
        var records = new List<AuditRecord>();
        await foreach (var record in _log.ReadAsync(2, None))
        {
            records.Add(record);
        }

        Assert.Equal(Enumerable.Range(3, 10).Select(i => (long)i), records.Select(r => r.Sequence));
        Assert.Equal(records.SkipLast(1).Select(r => r.Hash), records.Skip(1).Select(r => r.PreviousHash));
        var head = await _log.GetHeadAsync(None);
        Assert.Equal(new AuditHead(12, records[^1].Hash), head);
        Assert.Equal(head, (await _log.VerifyAsync(head, None)).Value);
    }

    [Fact]
    public async Task AppendAsync_Record_HasTheHashOfAnIndependentImplementation()
    {
        // By Python 3: hashlib.sha256(json.dumps(record without hash, sort_keys=True, separators=(",", ":"),
        // ensure_ascii=False).encode()).hexdigest()
        var record = await _log.AppendAsync(Entry("1", "better\non \"all\" \\ metrics ☃"), 0, None);
        Assert.Equal("2a6ce56b9ad5fa335e0e421f64b04d7553d23d604b6eb7006c6ec6d068dcb42f", record.Hash);
    }

    [Fact]
    public async Task AppendAsync_SameIdAgain_IsRecordedOnce()
    {
        await AppendAsync(3);
        var again = await _log.AppendAsync(Entry("2"), 1, None);
        Assert.Equal(2, again.Sequence);
        Assert.Equal(3, (await _log.GetHeadAsync(None)).Sequence);
    }

    [Fact]
    public async Task AppendAsync_InParallel_HasNoGapsAndEachEntryOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(
            () => new AuditLog(new FolderObjectStore(_folder.Path, TimeProvider.System)).AppendAsync(Entry($"{i / 2}"), 0, None))));
        Assert.Equal(12, (await _log.VerifyAsync(null, None)).Value.Sequence);
        Assert.Equal(12, (await _log.GetHeadAsync(None)).Sequence);
    }

    [Theory]
    [InlineData("\"to\": \"2\"", "\"to\": \"3\"")]
    [InlineData("\"reason\": \"because\"", "\"reason\": null")]
    [InlineData("\"sequence\": 3", "\"extra\": 1, \"sequence\": 3")]
    [InlineData("\"sequence\": 3", "\"sequence\": 4")]
    public async Task VerifyAsync_RecordChanged_IsReported(string from, string to)
    {
        await AppendAsync(5);
        string text = File.ReadAllText(FileOf(3));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(FileOf(3), text.Replace(from, to, StringComparison.Ordinal));
        var problem = Assert.Single((await _log.VerifyAsync(null, None)).Problems);
        Assert.Equal("audit.recordChanged", problem.Code);
        Assert.Contains("00000003.json", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_RecordReplacedWithFittingHash_BreaksTheChain()
    {
        await AppendAsync(5);
        var third = (await _store.GetJsonAsync<AuditRecord>(AuditLog.PathOf(3), None))!.Value;
        var forged = AuditSeal.Seal(third with { To = "9" }, 3, third.PreviousHash);
        await _store.PutJsonAsync(AuditLog.PathOf(3), forged, PutCondition.Always, None);
        Assert.Equal(["audit.chainBroken"], await VerifyAsync());
    }

    [Fact]
    public async Task VerifyAsync_LastRecordReplacedWithFittingHash_ContradictsTheHead()
    {
        await AppendAsync(5);
        var last = (await _store.GetJsonAsync<AuditRecord>(AuditLog.PathOf(5), None))!.Value;
        var forged = AuditSeal.Seal(last with { To = "9" }, 5, last.PreviousHash);
        await _store.PutJsonAsync(AuditLog.PathOf(5), forged, PutCondition.Always, None);
        Assert.Equal(["audit.headMismatch"], await VerifyAsync());
    }

    [Fact]
    public async Task VerifyAsync_SeveralBreaks_AreAllReported()
    {
        await AppendAsync(9);
        File.Delete(FileOf(1));
        File.Delete(FileOf(4));
        File.Delete(FileOf(5));
        File.WriteAllText(FileOf(7), "{");
        File.WriteAllText(FileOf(9)[..^5] + "-copy.json", "{}");
        Assert.Equal(
            ["audit.recordMissing", "audit.recordMissing", "audit.recordUnreadable", "audit.recordUnexpected"], await VerifyAsync());
    }

    [Fact]
    public async Task VerifyAsync_TailDeleted_IsReported()
    {
        await AppendAsync(5);
        File.Delete(FileOf(4));
        File.Delete(FileOf(5));
        Assert.Equal(["audit.tailMissing"], await VerifyAsync());
    }

    [Fact]
    public async Task VerifyAsync_HeadDeletedOrDamaged_IsReported()
    {
        await AppendAsync(5);
        File.WriteAllText(HeadFile, "");
        Assert.Equal(["audit.headUnreadable"], await VerifyAsync());
        File.Delete(HeadFile);
        Assert.Equal(["audit.headMissing"], await VerifyAsync());
        await _log.AppendAsync(Entry("6"), 5, None);
        Assert.Equal(6, (await _log.VerifyAsync(null, None)).Value.Sequence);
    }

    [Fact]
    public async Task VerifyAsync_TailAndHeadSetBack_ShowsOnlyAgainstTheExpectedHead()
    {
        await AppendAsync(4);
        string earlierHead = File.ReadAllText(HeadFile);
        await _log.AppendAsync(Entry("5"), 0, None);
        var kept = await _log.GetHeadAsync(None);
        File.Delete(FileOf(5));
        File.WriteAllText(HeadFile, earlierHead);
        Assert.Empty(await VerifyAsync());
        Assert.Equal(["audit.expectedHeadMismatch"], await VerifyAsync(kept));
        await _log.AppendAsync(Entry("another"), 0, None);
        Assert.Equal(["audit.expectedHeadMismatch"], await VerifyAsync(kept));
    }

    [Fact]
    public async Task AppendAsync_RecordInTheMiddleDeleted_GoesOnAtTheEnd()
    {
        await AppendAsync(5);
        File.Delete(FileOf(3));
        Assert.Equal(6, (await _log.AppendAsync(Entry("6"), 0, None)).Sequence);
        Assert.Equal(["audit.recordMissing"], await VerifyAsync());
    }

    [Fact]
    public async Task AppendAsync_CrashAtEveryWrite_LeavesAnIntactLogThatGoesOn()
    {
        for (int writes = 0; writes < 6; writes++)
        {
            var crashing = new AuditLog(new CrashingStore(_store, writes));
            await Assert.ThrowsAsync<SimulatedCrashException>(async () =>
            {
                for (int i = 0; i < 10; i++)
                {
                    await crashing.AppendAsync(Entry($"{writes}-{i}"), 0, None);
                }
            });
            Assert.Empty(await VerifyAsync());
        }

        await _log.AppendAsync(Entry("end"), 0, None);
        Assert.Empty(await VerifyAsync());
    }
}
