using Slipway.Audit;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Web.Tests;

/// <summary>Registers small hand-made models, exported to real ONNX files.</summary>
internal sealed class ModelFactory(IObjectStore store)
{
    private int _runs;

    public ModelRegistry Registry { get; } = new(store, new AuditLog(store), TimeProvider.System);

    /// <summary>A feature of each type, one of them optional.</summary>
    public static ModelSchema WineSchema { get; } = new(
        LearningTask.Binary,
        "good",
        [
            new FeatureSchema("alcohol", ColumnType.Number) { Min = 0, Max = 100, Example = "12.5" },
            new FeatureSchema("isRed", ColumnType.Boolean),
            new FeatureSchema("grape", ColumnType.Category) { AllowsMissing = true, Categories = ["merlot", "1"] },
            new FeatureSchema("picked", ColumnType.Timestamp) { Example = "2024-05-17T08:30:00Z" },
        ],
        ["bad", "good, \"very\""]);

    public static ModelSchema PriceSchema { get; } =
        new(LearningTask.Regression, "price", [new FeatureSchema("size", ColumnType.Number)], []);

    /// <summary>
    /// The logistic function of alcohol + 2 isRed + 4 (merlot) + 8 (grape 1) + 16 (grape other or missing) + picked.month - 30.
    /// </summary>
    public static byte[] WineOnnx { get; } = OnnxExporter.Export(
        WineSchema,
        [
            new NumberStep("alcohol"), new NumberStep("isRed"), new OneHotStep("grape", ["merlot", "1"]),
            new NumberStep(TimestampParts.InputName("picked", TimestampPart.Month)),
        ],
        new LinearModel([1, 2, 4, 8, 16, 1], [-30], OutputLink.Logistic));

    /// <param name="name">The model.</param>
    /// <param name="log">Its <c>serve.log</c>; without it the version has no spec that can be read.</param>
    public async Task<int> AddWineAsync(string name = "wine", string? log = null)
    {
        string? spec = log is null ? null : $"name: {name}\ntask: binary\ndata: {{ source: a.csv, label: good }}\nserve:\n  log: {log}\n";
        int version = await AddAsync(name, WineSchema, WineOnnx, spec);
        await PromoteAsync(name, version);
        return version;
    }

    /// <summary>A version that answers its own number, whatever it is asked.</summary>
    public async Task<int> AddConstantAsync(string name, float value) => await AddAsync(
        name, PriceSchema, OnnxExporter.Export(PriceSchema, [new NumberStep("size")], new LinearModel([0], [value], OutputLink.Identity)));

    /// <summary>A version that doubles, and overflows for large sizes.</summary>
    public async Task<int> AddHugeAsync(string name)
    {
        int version = await AddAsync(
            name, PriceSchema, OnnxExporter.Export(PriceSchema, [new NumberStep("size")], new LinearModel([1e30f], [0], OutputLink.Identity)));
        await PromoteAsync(name, version);
        return version;
    }

    /// <summary>The wine model with a spec that asks for explanations.</summary>
    public async Task AddExplainedWineAsync(string name) => await PromoteAsync(name, await AddAsync(
        name, WineSchema, WineOnnx, $"name: {name}\ntask: binary\ndata: {{ source: a.csv, label: good }}\nserve: {{ explain: true }}\n"));

    /// <summary>A version of one tree, which does not say how many training rows went which way.</summary>
    public async Task AddTreesWithoutCoversAsync(string name)
    {
        var tree = new Tree
        {
            Features = [0, -1, -1],
            Thresholds = [1, 0, 0],
            Left = [1, 0, 1],
            Right = [2, 0, 0],
            MissingGoesLeft = [false, false, false],
            LeafScores = [3, 4],
            Output = 0,
        };
        byte[] onnx = OnnxExporter.Export(PriceSchema, [new NumberStep("size")], new TreeEnsemble([tree], [0], OutputLink.Identity));
        await PromoteAsync(name, await AddAsync(name, PriceSchema, onnx));
    }

    public async Task<int> AddAsync(string name, ModelSchema schema, byte[] onnx, string? spec = null)
    {
        var candidate = new ModelCandidate
        {
            Model = ModelName.Parse(name),
            Onnx = onnx,
            SpecText = spec ?? $"name: {name}\n",
            Trainer = "linear",
            Parameters = new Dictionary<string, double> { ["l2"] = 0.5 },
            Schema = schema,
            Metrics = new Dictionary<string, double> { ["accuracy"] = 0.9, ["auc"] = double.NaN },
            FeatureImportance = schema.Features.ToDictionary(f => f.Name, _ => 1.0 / schema.Features.Count),
            TrainingRows = 80,
            TestRows = 20,
            Lineage = new Lineage($"run-{name}-{++_runs}", new string('a', 64), new string('b', 64), null),
        };
        var result = await Registry.RegisterAsync(candidate, "test", CancellationToken.None);
        return result.Value.Version;
    }

    public async Task PromoteAsync(string name, int version, string alias = "champion")
    {
        var result = await Registry.PromoteAsync(ModelName.Parse(name), version, alias, "a test", "test", null, CancellationToken.None);
        _ = result.Value;
    }
}
