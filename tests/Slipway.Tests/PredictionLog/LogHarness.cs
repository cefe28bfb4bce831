using System.Text;
using Slipway.Feedback;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.PredictionLog;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Serving;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.PredictionLog;

/// <summary>A model, its log and its feedback on a store in memory, at a clock that stands.</summary>
internal sealed class LogHarness : IAsyncDisposable
{
    public static readonly ModelName Model = ModelName.Parse("wine");

    private readonly Dictionary<string, LogWriter> _writers = [];

    public LogHarness() => Store = new MemoryObjectStore(Time);

    public ManualTime Time { get; } = new();

    public MemoryObjectStore Store { get; }

    public LogReadReport Report { get; private set; } = new();

    public static ModelSchema Schema { get; } = new(
        LearningTask.Binary,
        "good",
        [
            new FeatureSchema("alcohol", ColumnType.Number) { AllowsMissing = true },
            new FeatureSchema("isRed", ColumnType.Boolean),
            new FeatureSchema("grape", ColumnType.Category) { AllowsMissing = true, Categories = ["merlot"] },
            new FeatureSchema("picked", ColumnType.Timestamp),
            new FeatureSchema("note", ColumnType.Text) { AllowsMissing = true },
        ],
        ["bad", "good, \"very\""]);

    /// <summary>A version that answers by alcohol alone.</summary>
    public static ServedModel Version(int version = 1, string log = "{}", string ignore = "[]")
    {
        var spec = SpecReader.Read(
            $"name: wine\ntask: binary\ndata:\n  source: a.csv\n  label: good\n  ignore: {ignore}\nserve:\n  log: {log}\n", "model.yaml").Value;
        byte[] onnx = OnnxExporter.Export(Schema, [new NumberStep("alcohol", Fill: 0)], new LinearModel([1], [-10], OutputLink.Logistic));
        return ServedModel.Load(Manifest(version), onnx, RecordingPlan.Create(Schema, spec)).Value;
    }

    public LogWriter Writer(string instance = "one")
    {
        if (!_writers.TryGetValue(instance, out var writer))
        {
            _writers.Add(instance, writer = new LogWriter(Store, Time, new LogWriterOptions { Instance = instance }));
        }

        return writer;
    }

    /// <summary>Serves rows and logs them.</summary>
    /// <returns>Their ids.</returns>
    public async Task<Guid[]> ServeAsync(ServedModel model, string rows, string instance = "one", string? variant = "champion", string? trace = null)
    {
        var workspace = model.Rent();
        Assert.True(model.JsonReader.Read(Encoding.UTF8.GetBytes(rows), 100_000, workspace.Batch, workspace.Report));
        model.Predict(workspace.Batch, workspace.Predictions);
        var first = Guid.CreateVersion7(Time.GetUtcNow());
        var request = new ServedRequest(first, Time.GetUtcNow(), TimeSpan.FromMilliseconds(1.5), variant, trace);
        Assert.True(await new PredictionRecorder(Writer(instance)).RecordAsync(model, workspace.Batch, workspace.Predictions, request, default));
        return [.. Enumerable.Range(0, workspace.Batch.RowCount).Select(row => PredictionId.OfRow(first, row))];
    }

    public async Task TellAsync(Guid id, string label, DateTimeOffset? time = null, string instance = "one")
    {
        var handler = new RecordFeedback(Writer(instance), Time);
        Assert.Equal(1, (await handler.HandleAsync(Model, [new FeedbackRecord(id, ActualOutcome.Of(label), time)], default)).Value);
    }

    public async Task<List<LoggedPrediction>> ReadAsync(LogWindow? window = null, ModelSchema? schema = null)
    {
        foreach (var writer in _writers.Values)
        {
            await writer.FlushAsync(default);
        }

        var predictions = new List<LoggedPrediction>();
        Report = new LogReadReport();
        var hour = window ?? new LogWindow(Time.GetUtcNow(), Time.GetUtcNow().AddTicks(1));
        await foreach (var p in new LoggedPredictionReader(Store, Time).ReadAsync(Model, schema ?? Schema, hour, Report, default))
        {
            predictions.Add(p);
        }

        return predictions;
    }

    public async Task<string> TextAsync(string key) =>
        Encoding.UTF8.GetString((await Store.GetAsync(new ObjectPath("logs", key), default))!.Content.Span);

    public Task AppendAsync(string key, string lines) => Store.AppendAsync(new ObjectPath("logs", key), Encoding.UTF8.GetBytes(lines), default);

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers.Values)
        {
            await writer.DisposeAsync();
        }
    }

    private static ModelManifest Manifest(int version) => new()
    {
        Model = Model,
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
}
