using Slipway.Audit;
using Slipway.Registry;
using Slipway.Storage;
using Slipway.Tests.Registry;
using Slipway.Tests.Storage;

namespace Slipway.Azure.Tests;

/// <summary>The registry on the real adapter: changes, races and deaths, with the audit record intact.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RegistryOnAzuriteTests(AzuriteFixture azurite)
{
    private static CancellationToken None => CancellationToken.None;

    private static ModelName Wine => Candidates.Wine;

    private static ModelRegistry RegistryOn(IObjectStore store) => new(store, new AuditLog(store), TimeProvider.System);

    private static async Task RegisterAsync(ModelRegistry registry, int version) => Assert.Equal(
        version, (await registry.RegisterAsync(Candidates.Of($"run-{version}", $"onnx {version}"), "zoe", None)).Value.Version);

    private static async Task<List<AuditRecord>> VerifiedRecordsAsync(IObjectStore store)
    {
        var audit = new AuditLog(store);
        Assert.Empty((await audit.VerifyAsync(null, None)).Problems);
        var records = new List<AuditRecord>();
        await foreach (var record in audit.ReadAsync(0, None))
        {
            records.Add(record);
        }

        return records;
    }

    [ContractFact]
    public async Task Changes_OneAfterTheOther_AreKeptAndAudited()
    {
        var store = azurite.Open(azurite.NewPrefix()).Store;
        var registry = RegistryOn(store);
        await RegisterAsync(registry, 1);
        await RegisterAsync(registry, 2);
        await registry.PromoteAsync(Wine, 1, "champion", "first", "zoe", null, None);
        await registry.PromoteAsync(Wine, 2, "champion", "better", "zoe", null, None);
        Assert.Equal(1, (await registry.RollBackAsync(Wine, "champion", "worse", "zoe", null, None)).Value.Version);
        Assert.Equal(1, (await RegistryOn(store).ResolveAsync(Wine, "champion", None)).Value);
        Assert.Equal("onnx 2"u8.ToArray(), (await registry.ReadOnnxAsync(Wine, 2, None)).Value);
        Assert.Equal(5, (await VerifiedRecordsAsync(store)).Count);
    }

    [ContractFact]
    public async Task PromoteAsync_InParallel_LosesNoChangeAndNoRecord()
    {
        const int Promoters = 8;
        string prefix = azurite.NewPrefix();
        var registry = RegistryOn(azurite.Open(prefix).Store);
        await RegisterAsync(registry, 1);
        await RegisterAsync(registry, 2);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Promoters).Select(i => Task.Run(() => RegistryOn(azurite.Open(prefix).Store)
            .PromoteAsync(Wine, 1 + (i % 2), $"alias-{i}", "race", $"promoter-{i}", null, None))));
        int succeeded = outcomes.Count(outcome => outcome.IsSuccess);
        Assert.All(outcomes, outcome => Assert.All(outcome.Problems, problem => Assert.Equal("registry.conflict", problem.Code)));
        Assert.True(succeeded > 0);

        await registry.CompleteAsync(None);
        var aliases = (await registry.GetAliasesAsync(Wine, None)).Value.Aliases;
        var records = await VerifiedRecordsAsync(azurite.Open(prefix).Store);
        Assert.Equal(succeeded, aliases.Count);
        Assert.Equal(succeeded, records.Count(record => record.Actor.StartsWith("promoter-", StringComparison.Ordinal)));
    }

    [ContractFact]
    public async Task Changes_CrashAtEveryWrite_LeaveAnIntactLogAndCanBeTriedAgain()
    {
        bool hasCrashed = true;
        for (int writes = 0; hasCrashed; writes++)
        {
            var store = azurite.Open(azurite.NewPrefix()).Store;
            var failure = await Record.ExceptionAsync(() => ChangeAsync(RegistryOn(new CrashingStore(store, writes))));
            Assert.True(failure is null or SimulatedCrashException, $"After {writes} writes: {failure}");
            hasCrashed = failure is not null;
            await VerifiedRecordsAsync(store);
            var registry = RegistryOn(store);
            await ChangeAsync(registry);
            await registry.CompleteAsync(None);
            int version = Assert.Single((await registry.ListVersionsAsync(Wine, None)).Value);
            Assert.Equal(version, (await registry.ResolveAsync(Wine, "champion", None)).Value);
            Assert.Equal($"{version}", (await VerifiedRecordsAsync(store)).Last(record => record.Subject == "champion").To);
        }
    }

    private static async Task ChangeAsync(ModelRegistry registry)
    {
        // The number that a dead process claimed may stay unused.
        int version = (await registry.RegisterAsync(Candidates.Of("run-1"), "zoe", None)).Value.Version;
        await registry.PromoteAsync(Wine, version, "champion", "first", "zoe", null, None);
    }
}
