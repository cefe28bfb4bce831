using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Registry;
using Slipway.Rollouts;
using Slipway.Serving;

namespace Slipway.Tests.Serving;

public sealed class ModelCatalogTests
{
    private readonly FakeSource _source = new();
    private readonly FakeTime _time = new();
    private readonly ModelCatalog _catalog;

    public ModelCatalogTests() => _catalog = new ModelCatalog(_source, _time);

    [Fact]
    public async Task FindAsync_BeforeTheFirstRefresh_IsNotReady()
    {
        Assert.False(_catalog.IsReady);
        Assert.Equal("serving.notReady", (await FindAsync()).Problems[0].Code);
    }

    [Fact]
    public async Task BeginRefresh_RequestBeforeItsEnd_IsAnsweredThenAndTheChangeIsReportedOnce()
    {
        _source.Aliases = new() { ["champion"] = 1 };
        _source.Gate = new();
        _catalog.BeginRefresh(CancellationToken.None);
        var asked = FindAsync();
        Assert.False(_catalog.IsReady);

        _source.Gate.SetResult();

        Assert.Equal(1, (await asked).Value.Manifest.Version);
        Assert.Single(await RefreshAsync());
        Assert.Empty(await RefreshAsync());
        Assert.Equal([1], _source.Loads);
    }

    [Fact]
    public async Task BeginRefresh_StoreThatFails_IsReportedByTheRefreshAndTriedAgain()
    {
        _source.Gate = new();
        _catalog.BeginRefresh(CancellationToken.None);
        _source.Gate.SetException(new IOException("The store is out of reach."));

        await Assert.ThrowsAsync<IOException>(RefreshAsync);

        Assert.Equal("serving.notReady", (await FindAsync()).Problems[0].Code);
        (_source.Gate, _source.Aliases) = (null, new() { ["champion"] = 1 });
        Assert.Single(await RefreshAsync());
    }

    [Fact]
    public async Task RefreshAsync_Promotion_IsLiveAfterOneRefresh()
    {
        _source.Aliases = new() { ["champion"] = 1 };
        await RefreshAsync();
        var before = (await FindAsync()).Value;
        _source.Aliases = new() { ["champion"] = 2 };

        var change = Assert.Single(await RefreshAsync());

        Assert.Equal((1, 2), (change.From, change.To));
        Assert.Equal(2, (await FindAsync()).Value.Manifest.Version);
        Assert.Equal(1, Ask(before));
        Assert.Equal(2, Ask((await FindAsync()).Value));
    }

    [Fact]
    public async Task RefreshAsync_NothingNew_LoadsAndReportsNothing()
    {
        _source.Aliases = new() { ["champion"] = 1 };
        await RefreshAsync();

        Assert.Empty(await RefreshAsync());

        Assert.Equal([1], _source.Loads);
    }

    [Fact]
    public async Task RefreshAsync_VersionThatDoesNotLoad_KeepsTheFormerReportsOnceAndRetriesLater()
    {
        _source.Aliases = new() { ["champion"] = 1 };
        await RefreshAsync();
        _source.Broken.Add(2);
        _source.Aliases = new() { ["champion"] = 2 };

        Assert.Equal("onnx.invalid", Assert.Single(await RefreshAsync()).Faults[0].Code);
        Assert.Empty(await RefreshAsync());

        Assert.Equal([1, 2], _source.Loads);
        Assert.Equal(1, (await FindAsync()).Value.Manifest.Version);
        Assert.Equal("onnx.invalid", (await FindAsync(version: 2)).Problems[0].Code);
        _source.Broken.Clear();
        _time.Now += TimeSpan.FromMinutes(1);
        Assert.Empty(Assert.Single(await RefreshAsync()).Faults);
        Assert.Equal(2, (await FindAsync()).Value.Manifest.Version);
    }

    [Fact]
    public async Task RefreshAsync_StoreThatFailsOnOneModel_KeepsIt()
    {
        _source.Aliases = new() { ["champion"] = 1 };
        await RefreshAsync();
        _source.Failure = new InvalidDataException("damaged");

        Assert.Equal("store.unreadable", Assert.Single(await RefreshAsync()).Faults[0].Code);

        Assert.Equal(1, (await FindAsync()).Value.Manifest.Version);
    }

    [Fact]
    public async Task RefreshAsync_ChampionTakenAway_NoLongerServes()
    {
        _source.Aliases = new() { ["champion"] = 1 };
        await RefreshAsync();
        _source.Aliases = [];

        Assert.Null(Assert.Single(await RefreshAsync()).To);

        Assert.Equal("serving.aliasNotFound", (await FindAsync()).Problems[0].Code);
    }

    [Fact]
    public async Task FindAsync_OtherVersions_AreKeptUpToABound()
    {
        _source.Aliases = new() { ["champion"] = 1, ["challenger"] = 2 };
        await RefreshAsync();

        Assert.Equal(2, (await FindAsync(alias: "challenger")).Value.Manifest.Version);
        Assert.Same((await FindAsync(version: 2)).Value, (await FindAsync(alias: "challenger")).Value);
        Assert.Same((await FindAsync()).Value, (await FindAsync(version: 1)).Value);
        for (int version = 3; version < 3 + ModelCatalog.MaxOtherVersions; version++)
        {
            Assert.Equal(version, (await FindAsync(version: version)).Value.Manifest.Version);
        }

        await FindAsync(version: 2);
        Assert.Equal(2, _source.Loads.Count(v => v == 2));
    }

    [Fact]
    public async Task FindAsync_UnknownNames_SayWhy()
    {
        await RefreshAsync();

        Assert.Equal("serving.modelNotFound", (await _catalog.FindAsync("nobody", null, null, default)).Problems[0].Code);
        Assert.Equal("serving.nameInvalid", (await _catalog.FindAsync("../x", null, null, default)).Problems[0].Code);
        Assert.Equal("serving.aliasNotFound", (await FindAsync(alias: "nobody")).Problems[0].Code);
    }

    [Fact]
    public void Load_ModelThatItsSchemaDoesNotFit_NamesEveryFault()
    {
        var model = new ModelSchema(LearningTask.Regression, "y", [new FeatureSchema("a", ColumnType.Number), new FeatureSchema("b", ColumnType.Number)], []);
        byte[] onnx = OnnxExporter.Export(model, [new NumberStep("a"), new NumberStep("b")], new LinearModel([1, 1], [0], OutputLink.Identity));
        var other = model with { Task = LearningTask.Binary, Features = [new FeatureSchema("a", ColumnType.Category)], Classes = ["0", "1"] };

        var result = ServedModel.Load(FakeSource.Manifest(1) with { Schema = other }, onnx);

        Assert.Equal(["serving.inputType", "serving.inputUnbound", "serving.outputMissing"], result.Problems.Select(p => p.Code));
    }

    private static float Ask(ServedModel model)
    {
        var batch = new FeatureBatch(model.Manifest.Schema);
        batch.AddRow();
        return model.Predict(batch).Row(0)[0];
    }

    private Task<IReadOnlyList<CatalogChange>> RefreshAsync() => _catalog.RefreshAsync(CancellationToken.None);

    private async Task<Result<ServedModel>> FindAsync(int? version = null, string? alias = null) =>
        await _catalog.FindAsync("price", version, alias, CancellationToken.None);

    private sealed class FakeTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>One model whose versions answer their own number.</summary>
    private sealed class FakeSource : IModelSource
    {
        private static readonly ModelSchema Schema = new(LearningTask.Regression, "price", [new FeatureSchema("size", ColumnType.Number)], []);

        public Dictionary<string, int> Aliases { get; set; } = [];

        public HashSet<int> Broken { get; } = [];

        public List<int> Loads { get; } = [];

        public Exception? Failure { get; set; }

        public static ModelManifest Manifest(int version) => new()
        {
            Model = ModelName.Parse("price"),
            Version = version,
            CreatedAt = default,
            Trainer = "linear",
            Parameters = new Dictionary<string, double>(),
            Schema = Schema,
            Metrics = new Dictionary<string, double>(),
            FeatureImportance = new Dictionary<string, double>(),
            TrainingRows = 1,
            TestRows = 1,
            Lineage = new Lineage("run", "", "", null),
            OnnxSha256 = "",
        };

        /// <summary>What the listing of models waits for.</summary>
        public TaskCompletionSource? Gate { get; set; }

        public async Task<IReadOnlyList<ModelName>> ListModelsAsync(CancellationToken cancellationToken)
        {
            await (Gate?.Task ?? Task.CompletedTask);
            return [ModelName.Parse("price")];
        }

        public Task<Result<IReadOnlyDictionary<string, int>>> GetAliasesAsync(ModelName model, CancellationToken cancellationToken) => Failure is null
            ? Task.FromResult<Result<IReadOnlyDictionary<string, int>>>(Aliases)
            : Task.FromException<Result<IReadOnlyDictionary<string, int>>>(Failure);

        public Task<Result<Rollout?>> GetRolloutAsync(ModelName model, CancellationToken cancellationToken) =>
            Task.FromResult(Result<Rollout?>.Success(null));

        public Task<Result<ServedModel>> LoadAsync(ModelName model, int version, CancellationToken cancellationToken)
        {
            Loads.Add(version);
            byte[] onnx = Broken.Contains(version)
                ? []
                : OnnxExporter.Export(Schema, [new NumberStep("size", Fill: 0)], new LinearModel([0], [version], OutputLink.Identity));
            return Task.FromResult(onnx.Length > 0 ? ServedModel.Load(Manifest(version), onnx) : new Problem("onnx.invalid", "It is broken."));
        }
    }
}
