using System.Text;
using Slipway.Audit;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Registry;

public sealed class ModelRegistryTests : IDisposable
{
    private const string Actor = "zoe";
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly FolderObjectStore _store;
    private readonly AuditLog _audit;
    private readonly ModelRegistry _registry;

    public ModelRegistryTests()
    {
        _store = new FolderObjectStore(_folder.Path, _time);
        _audit = new AuditLog(_store);
        _registry = new ModelRegistry(_store, _audit, _time);
    }

    private static CancellationToken None => CancellationToken.None;

    private static ModelName Wine => Candidates.Wine;

    public void Dispose() => _folder.Dispose();

    private async Task RegisterAsync(int count)
    {
        for (int i = 1; i <= count; i++)
        {
            Assert.Equal(i, (await _registry.RegisterAsync(Candidates.Of($"run-{i}", $"onnx {i}"), Actor, None)).Value.Version);
        }
    }

    private Task<Result<ModelAlias>> PromoteAsync(int version, string alias = "champion") =>
        _registry.PromoteAsync(Wine, version, alias, "it is better", Actor, null, None);

    private Task<Result<ModelAlias>> RollBackAsync(string alias = "champion") =>
        _registry.RollBackAsync(Wine, alias, "it was worse", Actor, null, None);

    private async Task<List<AuditRecord>> ReadAuditAsync()
    {
        Assert.Empty((await _audit.VerifyAsync(null, None)).Problems);
        var records = new List<AuditRecord>();
        await foreach (var record in _audit.ReadAsync(0, None))
        {
            records.Add(record);
        }

        return records;
    }

    private static void AssertFails<T>(Result<T> result, params string[] codes) => Assert.Equal(codes, result.Problems.Select(p => p.Code));

    [Fact]
    public async Task RegisterAsync_Candidate_CanBeReadAsItWas()
    {
        var candidate = Candidates.Of("run-1");
        var manifest = (await _registry.RegisterAsync(candidate, Actor, None)).Value;
        Assert.Equal((1, _time.GetUtcNow(), "gbdt"), (manifest.Version, manifest.CreatedAt, manifest.Trainer));

        var read = (await _registry.GetManifestAsync(Wine, 1, None)).Value;
        Assert.Equal(manifest.OnnxSha256, read.OnnxSha256);
        Assert.Equal(candidate.Schema.Classes, read.Schema.Classes);
        Assert.Equal(candidate.Schema.Features.Select(f => (f.Name, f.Type, f.Min, f.Max, f.AllowsMissing)),
            read.Schema.Features.Select(f => (f.Name, f.Type, f.Min, f.Max, f.AllowsMissing)));
        Assert.Equal(candidate.Metrics, read.Metrics);
        Assert.Equal(candidate.Lineage, read.Lineage);
        Assert.Equal("onnx bytes", Encoding.UTF8.GetString((await _registry.ReadOnnxAsync(Wine, 1, None)).Value.Span));
        Assert.Equal(
            "profile", Encoding.UTF8.GetString((await _registry.ReadFileAsync(Wine, 1, VersionFile.ReferenceProfile, None)).Value.Span));
        Assert.Equal("name: wine\n", Encoding.UTF8.GetString((await _registry.ReadFileAsync(Wine, 1, VersionFile.Spec, None)).Value.Span));
        Assert.StartsWith(
            "<!DOCTYPE html>", Encoding.UTF8.GetString((await _registry.ReadFileAsync(Wine, 1, VersionFile.Card, None)).Value.Span));
        Assert.Equal([Wine], await _registry.ListModelsAsync(None));

        var record = Assert.Single(await ReadAuditAsync());
        Assert.Equal((AuditActions.VersionRegistered, "wine", "1", Actor), (record.Action, record.Model, record.To, record.Actor));
    }

    [Fact]
    public async Task RegisterAsync_SameRunAgain_GivesTheSameVersion()
    {
        await RegisterAsync(2);
        _time.Advance(TimeSpan.FromDays(1));
        var again = (await _registry.RegisterAsync(Candidates.Of("run-1", "other bytes"), Actor, None)).Value;
        Assert.Equal((1, _time.GetUtcNow().AddDays(-1)), (again.Version, again.CreatedAt));
        Assert.Equal("onnx 1", Encoding.UTF8.GetString((await _registry.ReadOnnxAsync(Wine, 1, None)).Value.Span));
        int[] versions = (await _registry.ListVersionsAsync(Wine, None)).Value;
        Assert.Equal([1, 2], versions);
        Assert.Equal(2, (await ReadAuditAsync()).Count);
    }

    [Fact]
    public async Task RegisterAsync_InParallel_GivesEachRunOneVersion()
    {
        var manifests = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            var store = new FolderObjectStore(_folder.Path, TimeProvider.System);
            var registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
            return (await registry.RegisterAsync(Candidates.Of($"run-{i / 2}", $"onnx {i}"), Actor, None)).Value;
        })));
        Assert.All(manifests.GroupBy(m => m.Lineage.RunId), run => Assert.Single(run.Select(m => m.Version).Distinct()));
        int[] versions = (await _registry.ListVersionsAsync(Wine, None)).Value;
        Assert.Equal(manifests.Select(m => m.Version).Distinct().Order(), versions);
        Assert.Equal(6, versions.Length);
        foreach (int version in versions)
        {
            Assert.True((await _registry.ReadOnnxAsync(Wine, version, None)).IsSuccess);
        }

        Assert.Equal(6, (await ReadAuditAsync()).Count);
    }

    [Fact]
    public async Task RegisterAsync_NoActor_IsRefusedAndWritesNothing()
    {
        AssertFails(await _registry.RegisterAsync(Candidates.Of("run-1"), " ", None), "registry.actorMissing");
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    public async Task RegisterAsync_RunIdThatCannotBeAName_Throws(string runId) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _registry.RegisterAsync(Candidates.Of(runId), Actor, None));

    [Fact]
    public async Task Reads_NothingThere_SayWhatIsMissing()
    {
        AssertFails(await _registry.ListVersionsAsync(Wine, None), "registry.modelNotFound");
        AssertFails(await _registry.GetManifestAsync(Wine, 1, None), "registry.modelNotFound");
        AssertFails(await _registry.GetAliasesAsync(Wine, None), "registry.modelNotFound");
        AssertFails(await _registry.ResolveAsync(Wine, "champion", None), "registry.modelNotFound");
        AssertFails(await RollBackAsync(), "registry.modelNotFound");
        Assert.Empty(await _registry.ListModelsAsync(None));

        await RegisterAsync(1);
        AssertFails(await _registry.GetManifestAsync(Wine, 2, None), "registry.versionNotFound");
        AssertFails(await _registry.GetManifestAsync(Wine, -1, None), "registry.versionNotFound");
        AssertFails(await _registry.ReadOnnxAsync(Wine, 2, None), "registry.versionNotFound");
        AssertFails(await _registry.ReadFileAsync(Wine, 2, VersionFile.Card, None), "registry.versionNotFound");
        AssertFails(await _registry.ResolveAsync(Wine, "2", None), "registry.versionNotFound");
        AssertFails(await _registry.ResolveAsync(Wine, "champion", None), "registry.aliasNotFound");
        AssertFails(await _registry.ResolveAsync(Wine, "01", None), "registry.aliasInvalid");
        AssertFails(await RollBackAsync(), "registry.aliasNotFound");
        Assert.Empty((await _registry.GetAliasesAsync(Wine, None)).Value.Aliases);
    }

    [Fact]
    public async Task ListVersionsAsync_TwoDigitNumbers_AreInNumericOrder()
    {
        await RegisterAsync(11);
        Assert.Equal(Enumerable.Range(1, 11), (await _registry.ListVersionsAsync(Wine, None)).Value);
    }

    [Fact]
    public async Task ReadOnnxAsync_FileChangedOrGone_IsRefused()
    {
        await RegisterAsync(1);
        string file = Path.Combine(_folder.Path, "registry", "models", "wine", "versions", "1", "model.onnx");
        File.WriteAllText(file, "onnx 2");
        AssertFails(await _registry.ReadOnnxAsync(Wine, 1, None), "registry.contentChanged");
        File.Delete(file);
        AssertFails(await _registry.ReadOnnxAsync(Wine, 1, None), "registry.contentMissing");
    }

    [Fact]
    public async Task GetManifestAsync_WrittenByANewerSlipway_IsRefused()
    {
        await RegisterAsync(1);
        var path = RegistryPaths.File(Wine, 1, RegistryPaths.Manifest);
        var manifest = (await _store.GetJsonAsync<ModelManifest>(path, None))!.Value;
        await _store.PutJsonAsync(path, manifest with { FormatVersion = 2 }, PutCondition.Always, None);
        AssertFails(await _registry.GetManifestAsync(Wine, 1, None), "registry.formatNewer");
        AssertFails(await PromoteAsync(1), "registry.formatNewer");
    }

    [Fact]
    public async Task PromoteAsync_Versions_MovesTheAliasAndLogsEachMove()
    {
        await RegisterAsync(2);
        await PromoteAsync(1);
        await PromoteAsync(2, "challenger");
        var alias = (await PromoteAsync(2)).Value;
        Assert.Equal(2, alias.Version);
        Assert.Equal([1], alias.Previous);
        Assert.Equal(2, (await _registry.ResolveAsync(Wine, "champion", None)).Value);
        Assert.Equal(1, (await _registry.ResolveAsync(Wine, "1", None)).Value);
        Assert.Equal(["challenger", "champion"], (await _registry.GetAliasesAsync(Wine, None)).Value.Aliases.Keys);
        Assert.Equal(
            [("champion", null, "1"), ("challenger", null, "2"), ("champion", "1", "2")],
            (await ReadAuditAsync()).Skip(2).Select(r => (r.Subject, r.From, r.To!)));
    }

    [Fact]
    public async Task PromoteAsync_AlreadyThere_ChangesAndLogsNothing()
    {
        await RegisterAsync(1);
        await PromoteAsync(1);
        var before = (await _registry.GetAliasesAsync(Wine, None)).Value;
        Assert.Equal(1, (await PromoteAsync(1)).Value.Version);
        Assert.Equal(before.ETag, (await _registry.GetAliasesAsync(Wine, None)).Value.ETag);
        Assert.Equal(2, (await ReadAuditAsync()).Count);
    }

    [Fact]
    public async Task PromoteAsync_EverythingWrong_ReportsAllAtOnce()
    {
        AssertFails(
            await _registry.PromoteAsync(Wine, 1, "Champion!", "", new string('x', 201), null, None),
            "registry.aliasInvalid", "registry.reasonMissing", "registry.actorTooLong", "registry.modelNotFound");
        AssertFails(
            await _registry.RollBackAsync(Wine, "1", new string('x', 1001), "", null, None),
            "registry.aliasInvalid", "registry.reasonTooLong", "registry.actorMissing");
        Assert.Empty(await ReadAuditAsync());
    }

    [Fact]
    public async Task RollBackAsync_Repeated_GoesFurtherBackUntilNothingIsLeft()
    {
        await RegisterAsync(3);
        await PromoteAsync(1);
        await PromoteAsync(2);
        await PromoteAsync(3);
        Assert.Equal(2, (await RollBackAsync()).Value.Version);
        Assert.Equal(1, (await RollBackAsync()).Value.Version);
        AssertFails(await RollBackAsync(), "registry.nothingToRollBackTo");
        Assert.Equal(1, (await _registry.ResolveAsync(Wine, "champion", None)).Value);
        Assert.Equal(
            [("3", "2"), ("2", "1")],
            (await ReadAuditAsync()).Where(r => r.Action == AuditActions.AliasRolledBack).Select(r => (r.From!, r.To!)));
    }

    [Fact]
    public async Task RollBackAsync_VersionRemovedByHand_IsRefused()
    {
        await RegisterAsync(2);
        await PromoteAsync(1);
        await PromoteAsync(2);
        Directory.Delete(Path.Combine(_folder.Path, "registry", "models", "wine", "versions", "1"), recursive: true);
        AssertFails(await RollBackAsync(), "registry.versionNotFound");
        Assert.Equal(2, (await _registry.ResolveAsync(Wine, "champion", None)).Value);
    }

    [Fact]
    public async Task Changes_OnAStateThatIsNotTheCurrentOne_AreConflicts()
    {
        await RegisterAsync(2);
        var start = (await _registry.GetAliasesAsync(Wine, None)).Value.ETag;
        Assert.True((await _registry.PromoteAsync(Wine, 1, "champion", "why", Actor, start, None)).IsSuccess);
        AssertFails(await _registry.PromoteAsync(Wine, 2, "champion", "why", Actor, start, None), "registry.conflict");
        AssertFails(await _registry.RollBackAsync(Wine, "champion", "why", Actor, start, None), "registry.conflict");
        var current = (await _registry.GetAliasesAsync(Wine, None)).Value.ETag;
        Assert.True((await _registry.PromoteAsync(Wine, 2, "champion", "why", Actor, current, None)).IsSuccess);
    }

    [Fact]
    public async Task PromoteAsync_InParallel_LosesNoChangeAndLogsInOrder()
    {
        await RegisterAsync(8);
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(async () =>
        {
            var store = new FolderObjectStore(_folder.Path, TimeProvider.System);
            var registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
            Assert.True((await registry.PromoteAsync(Wine, i, "champion", "race", Actor, null, None)).IsSuccess);
        })));
        var alias = (await _registry.GetAliasesAsync(Wine, None)).Value.Aliases["champion"];
        var moves = (await ReadAuditAsync()).Skip(8).ToList();
        Assert.Equal(8, moves.Count);
        Assert.Equal([null, .. moves.SkipLast(1).Select(r => r.To)], moves.Select(r => r.From));
        Assert.Equal(
            [.. alias.Previous, alias.Version], moves.Select(r => int.Parse(r.To!, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
