using System.Globalization;
using Slipway.Audit;
using Slipway.Registry;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Registry;

/// <summary>The process dies at every write of a sequence of changes; then another one goes on.</summary>
public sealed class RegistryCrashTests
{
    private static CancellationToken None => CancellationToken.None;

    private static ModelName Wine => Candidates.Wine;

    [Fact]
    public async Task Changes_CrashAtEveryWrite_LeaveCompleteVersionsAndAnIntactLog()
    {
        int writes = 0;
        while (await CrashAfterAsync(writes))
        {
            writes++;
        }

        // Two registrations with nine writes or more, two promotions with four, a rollback with four.
        Assert.True(writes >= 30, $"Only {writes} writes were tried.");
    }

    /// <returns>Whether the process crashed before it was done.</returns>
    private static async Task<bool> CrashAfterAsync(int writes)
    {
        var time = new ManualTime();
        var store = new MemoryObjectStore(time);
        var crashing = new CrashingStore(store, writes);
        var failure = await Record.ExceptionAsync(() => ChangeAsync(new ModelRegistry(crashing, new AuditLog(crashing), time)));
        Assert.True(failure is null or SimulatedCrashException, $"After {writes} writes: {failure}");

        var audit = new AuditLog(store);
        var registry = new ModelRegistry(store, audit, time);
        await CheckAsync(registry, audit, isComplete: false);
        if (writes % 2 == 0)
        {
            await registry.CompleteAsync(None);
            await CheckAsync(registry, audit, isComplete: true);
        }

        // The caller tries again what it does not know to be done.
        await ChangeAsync(registry);
        await registry.CompleteAsync(None);
        await CheckAsync(registry, audit, isComplete: true);
        Assert.Equal(2, (await registry.ListVersionsAsync(Wine, None)).Value.Length);
        return failure is not null;
    }

    private static async Task ChangeAsync(ModelRegistry registry)
    {
        int first = (await registry.RegisterAsync(Candidates.Of("run-1", "onnx 1"), "zoe", None)).Value.Version;
        await registry.PromoteAsync(Wine, first, "champion", "first", "zoe", null, None);
        int second = (await registry.RegisterAsync(Candidates.Of("run-2", "onnx 2"), "zoe", None)).Value.Version;
        await registry.PromoteAsync(Wine, second, "champion", "better", "zoe", null, None);
        Assert.Equal(first, (await registry.RollBackAsync(Wine, "champion", "worse", "zoe", null, None)).Value.Version);
    }

    private static async Task CheckAsync(ModelRegistry registry, AuditLog audit, bool isComplete)
    {
        Assert.Empty((await audit.VerifyAsync(null, None)).Problems);
        var records = new List<AuditRecord>();
        await foreach (var record in audit.ReadAsync(0, None))
        {
            records.Add(record);
        }

        Assert.Equal(records.Count, records.Select(r => r.Id).Distinct().Count());
        var listed = await registry.ListVersionsAsync(Wine, None);
        int[] versions = listed.IsSuccess ? listed.Value : [];
        foreach (int version in versions)
        {
            Assert.True((await registry.ReadOnnxAsync(Wine, version, None)).IsSuccess);
            foreach (var file in Enum.GetValues<VersionFile>())
            {
                Assert.True((await registry.ReadFileAsync(Wine, version, file, None)).IsSuccess);
            }
        }

        var aliases = await registry.GetAliasesAsync(Wine, None);
        int? champion = aliases.IsSuccess ? aliases.Value.Aliases.GetValueOrDefault("champion")?.Version : null;
        Assert.True(champion is null || versions.Contains(champion.Value));

        // The log never tells of a change that did not happen, and once completed it tells of every one.
        var registered = records.Where(r => r.Action == AuditActions.VersionRegistered).Select(
            r => int.Parse(r.To!, CultureInfo.InvariantCulture)).ToList();
        Assert.Subset(versions.ToHashSet(), registered.ToHashSet());
        if (isComplete)
        {
            Assert.Equal(versions, registered.Order());
            Assert.Equal(champion?.ToString(CultureInfo.InvariantCulture), records.LastOrDefault(r => r.Subject == "champion")?.To);
        }
    }
}
