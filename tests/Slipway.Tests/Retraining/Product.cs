using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Alerts;
using Slipway.Audit;
using Slipway.Datasets;
using Slipway.Learning.Learners;
using Slipway.Monitoring;
using Slipway.Monitoring.Reports;
using Slipway.PredictionLog;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Rollouts;
using Slipway.Scheduling;
using Slipway.Storage;
using Slipway.Telemetry;
using Slipway.Tests.Alerts;
using Slipway.Tests.Scheduling;
using Slipway.Tests.Storage;
using Slipway.Training;

namespace Slipway.Tests.Retraining;

/// <summary>The product on a store in memory and a clock that is moved by hand, with a small model: y is about 3x + 2.</summary>
internal sealed class Product
{
    public const string SpecText = """
        name: line
        task: regression
        data:
          source: data/line.csv
          label: y
          time: day
          ignore: [note]
          features: { x: { type: number, min: -1000, max: 1000 } }
        validate: { maxDuplicateRows: 1 }
        split: { test: 0.25, seed: 7 }
        train:
          trainers: [linear]
          search: { trials: 1, maxSeconds: 600, folds: 2, metric: rmse }
        gate:
          require: { r2: ">= 0.8" }
          notWorseThanChampion: { rmse: 0.5 }
        """;

    private int _ids;

    public Product(string moreOfSpec = "", string specText = SpecText, DateTimeOffset? now = null)
    {
        Text = specText + "\n" + moreOfSpec;
        Time = new ManualTimers(now ?? new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        Store = new MemoryObjectStore(Time);
        Audit = new AuditLog(Store);
        Registry = new ModelRegistry(Store, Audit, Time);
        Specs = new ChampionSpecs(Registry);
        Rollouts = new RolloutStore(Store, Audit, Time);
        Datasets = new DatasetStore(Store, Time);
        Runs = new RunStore(Store);
        Trainer = new TrainModel(Datasets, Runs, Registry, BuiltInTrainers.All, Time, () => (++_ids).ToString("x6", CultureInfo.InvariantCulture));
        AlertStore = new AlertStore(Store);
        Alerts = new AlertDesk(AlertStore, Specs, [Channel], new AlertOptions(), Metrics, Time);
        AddRows = new AddRows(Datasets);
        Ingest = new IngestTrainingFile(Store, AddRows, Specs, Alerts, Metrics);
        States = new RetrainStates(Store, Time);
        Feedback = FeedbackOn(Store);
        Reports = new ReportStore(Store);
        Monitor = MonitorOn(Store);
        var start = new StartRollout(Registry, Specs, Rollouts, new RolloutSummaries(Store), Time);
        Retrain = new RetrainModel(Store, Datasets, Specs, Trainer, Feedback, States, start, Audit, Alerts, Metrics, Time);
        Due = new RetrainDue(Registry, Datasets, Specs, Feedback, States, Retrain, Time);
        Jobs = new JobRunner(Store, Metrics, Time, NullLogger<JobRunner>.Instance);
    }

    public static ModelName Line { get; } = ModelName.Parse("line");

    public ManualTimers Time { get; }

    public string Text { get; }

    public MemoryObjectStore Store { get; }

    public AuditLog Audit { get; }

    public ModelRegistry Registry { get; }

    public ChampionSpecs Specs { get; }

    public RolloutStore Rollouts { get; }

    public DatasetStore Datasets { get; }

    public RunStore Runs { get; }

    public TrainModel Trainer { get; }

    public AlertStore AlertStore { get; }

    public RecordingChannel Channel { get; } = new();

    public SlipwayMetrics Metrics { get; } = new();

    public AlertDesk Alerts { get; }

    public AddRows AddRows { get; }

    public IngestTrainingFile Ingest { get; }

    public AddFeedbackRows Feedback { get; }

    public ReportStore Reports { get; }

    public MonitorModel Monitor { get; }

    public RetrainStates States { get; }

    public RetrainModel Retrain { get; }

    public RetrainDue Due { get; }

    public JobRunner Jobs { get; }

    /// <summary>Rows of the line, one a day, as CSV.</summary>
    public static string Rows(int count, int seed, string firstDay = "2026-01-01", bool isCorrupted = false)
    {
        var random = new Random(seed);
        var day = DateTime.Parse(firstDay, CultureInfo.InvariantCulture);
        var text = new StringBuilder("day,x,kind,note,y\n");
        for (int i = 0; i < count; i++)
        {
            double x = Math.Round((random.NextDouble() * 20) - 10, 3);
            double y = isCorrupted ? random.NextDouble() * 1000 : (3 * x) + 2 + random.NextDouble();
            text.AppendLine(CultureInfo.InvariantCulture, $"{day.AddDays(i):yyyy-MM-dd},{x},{(i % 3 == 0 ? "a" : "b")},row {i},{y:0.###}");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    public static SourceFile File(string name, string content) =>
        new(name, _ => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(content))));

    /// <summary>Trains the first version, which becomes champion.</summary>
    public async Task<TrainingRun> TrainAsync(string? rows = null)
    {
        var spec = SpecReader.Read(Text, "model.yaml").Value;
        var dataset = (await Datasets.ImportAsync([File("data/line.csv", rows ?? Rows(60, seed: 1))], default)).Value;
        var run = await Trainer.HandleAsync(
            new TrainModelCommand(spec, Text, SpecHash.Compute(Text), dataset.Version, null, "test", 1), null, default);
        Assert.True(run.Status == RunStatus.Succeeded, string.Join("; ", run.Problems) + string.Join("; ", run.Gate));
        return run;
    }

    public Task<IngestedFile> DropAsync(string name, string content) => DropAsync(new ObjectPath("training", name), content);

    public async Task<IngestedFile> DropAsync(ObjectPath path, string content)
    {
        await Store.PutAsync(path, Encoding.UTF8.GetBytes(content), PutCondition.Always, default);
        return await Ingest.HandleAsync(path, default);
    }

    public async Task<string?> ReadAsync(string container, string key) =>
        await Store.GetAsync(new ObjectPath(container, key), default) is { } stored ? Encoding.UTF8.GetString(stored.Content.Span) : null;

    /// <summary>Monitoring that writes through another store, such as one that crashes.</summary>
    public MonitorModel MonitorOn(IObjectStore store) => new(
        store,
        Registry,
        Specs,
        new LoggedPredictionReader(store, Time),
        new WriteDriftReport(new MakeDriftReport(Registry, Time), new ReportStore(store)),
        new RetrainStates(store, Time),
        new AlertDesk(new AlertStore(store), Specs, [Channel], new AlertOptions(), Metrics, Time),
        Metrics,
        Time,
        NullLogger<MonitorModel>.Instance);

    /// <summary>The same for rows of feedback.</summary>
    public AddFeedbackRows FeedbackOn(IObjectStore store)
    {
        var datasets = new DatasetStore(store, Time);
        return new AddFeedbackRows(store, new LoggedPredictionReader(store, Time), datasets, new AddRows(datasets), Metrics, Time);
    }

    public async Task<int> ChampionAsync() => (await Registry.ResolveAsync(Line, "champion", default)).Value;
}
