using Slipway.Audit;
using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Benchmarks;

/// <summary>Trains the model that the benchmark scores with: what the peer trains, on the same rows.</summary>
internal static class BenchmarkModel
{
    private const string Label = "target";

    public static Task<int> TrainAsync(string csv, string storeFolder) =>
        TrainAsync(csv, new FolderObjectStore(storeFolder, TimeProvider.System), rounds: 100);

    public static async Task<int> TrainAsync(string csv, IObjectStore store, int rounds)
    {
        await using var file = File.OpenRead(csv);
        var read = TableReader.Read(file, new TableReaderOptions(), CancellationToken.None);
        if (!read.TryGetValue(out var rows))
        {
            Console.Error.WriteLine(string.Join('\n', read.Problems));
            return 4;
        }

        var columns = rows.Table.Columns.Where(c => c.Name != Label).ToArray();
        var schema = new ModelSchema(
            LearningTask.Binary, Label, [.. columns.Select(c => new FeatureSchema(c.Name, c.Type) { AllowsMissing = true })], ["0", "1"]);
        var parameters = new Dictionary<string, double> { ["rounds"] = rounds, ["maxLeaves"] = 31, ["learningRate"] = 0.1 };
        var trained = BuiltInTrainers.All.Single(t => t.Name == "gbdt")
            .Prepare(new TrainingSet(schema, new Table(columns), Targets(rows.Table[Label])), new TrainerOptions(42, Environment.ProcessorCount))
            .Train(new ParameterSet(parameters), CancellationToken.None);

        var registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
        var candidate = new ModelCandidate
        {
            Model = ModelName.Parse("bench"),
            Onnx = trained.ToOnnx(),
            SpecText = Spec("bench", "{}"),
            Trainer = "gbdt",
            Parameters = parameters,
            Schema = schema,
            Metrics = new Dictionary<string, double>(),
            FeatureImportance = trained.FeatureImportance,
            TrainingRows = rows.Table.RowCount,
            TestRows = 0,
            Lineage = new Lineage("bench", new string('0', 64), new string('0', 64), null),
        };
        await RegisterAsync(registry, candidate);
        const string Unlogged = "bench-unlogged";
        await RegisterAsync(registry, candidate with { Model = ModelName.Parse(Unlogged), SpecText = Spec(Unlogged, "{ sampleRate: 0 }") });
        return 0;
    }

    private static string Spec(string name, string log) =>
        $"name: {name}\ntask: binary\ndata:\n  source: train.csv\n  label: {Label}\nserve:\n  log: {log}\n";

    private static async Task RegisterAsync(ModelRegistry registry, ModelCandidate candidate)
    {
        int version = (await registry.RegisterAsync(candidate, "benchmark", CancellationToken.None)).Value.Version;
        await registry.PromoteAsync(candidate.Model, version, "champion", "benchmark", "benchmark", null, CancellationToken.None);
        Console.WriteLine($"registered {candidate.Model} version {version}");
    }

    private static double[] Targets(Column column) => column switch
    {
        NumberColumn numbers => [.. numbers.Values],
        CategoryColumn words => [.. words.Codes.ToArray().Select(code => words.Categories[code] == "1" ? 1.0 : 0.0)],
        _ => throw new InvalidDataException("The target is 0 or 1."),
    };
}
