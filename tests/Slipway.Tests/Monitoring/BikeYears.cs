using System.Text;
using Slipway.Audit;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Performance;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;
using Slipway.Monitoring;
using Slipway.Registry;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Monitoring;

/// <summary>Bike sharing of 2011 as what a simple model was made from, and that of 2012 as what comes later.</summary>
internal sealed class BikeYears
{
    private const string Header = "season,hr,holiday,weekday,workingday,weathersit,temp,atemp,hum,windspeed,casual,registered,cnt";

    private static readonly string[] Lines = ReadLines();

    private BikeYears(IObjectStore store)
    {
        Store = store;
        Registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
    }

    public static ModelName Model { get; } = ModelName.Parse("bike-sharing");

    public static ModelSchema Schema { get; } = new(
        LearningTask.Regression, "cnt", [.. Header.Split(',').SkipLast(1).Select(name => new FeatureSchema(name, ColumnType.Number))], []);

    public static TrainingSet First { get; } = Read(Csv(2011));

    public static TrainingSet All { get; } = Read(Csv(2011) + string.Join('\n', Csv(2012).Split('\n').Skip(1)));

    /// <summary>A model that adds the two parts of the label and is off by ten.</summary>
    public static byte[] Onnx { get; } = OnnxExporter.Export(
        Schema,
        [.. Schema.Features.Select(feature => new NumberStep(feature.Name))],
        new LinearModel([.. Schema.Features.Select(feature => feature.Name is "casual" or "registered" ? 1f : 0f)], [10],
            OutputLink.Identity));

    public IObjectStore Store { get; }

    public ModelRegistry Registry { get; }

    public static string Csv(int year) =>
        Header + "\n" + string.Concat(Lines.Where(line => line.StartsWith($"{year}|", StringComparison.Ordinal))
            .Select(line => line[5..] + "\n"));

    public static TrainingSet Read(string csv)
    {
        var options = new TableReaderOptions
        {
            Types = Schema.Features.ToDictionary(feature => feature.Name, _ => ColumnType.Number),
        };
        var table = TableReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), options, CancellationToken.None).Value.Table;
        return new TrainingSet(
            Schema, new Table([.. Schema.Features.Select(feature => table[feature.Name])]), ((NumberColumn)table["cnt"]).Values.ToArray());
    }

    public static float[] Predict(TrainingSet rows)
    {
        var casual = (NumberColumn)rows.Features["casual"];
        var registered = (NumberColumn)rows.Features["registered"];
        return [.. Enumerable.Range(0, rows.RowCount).Select(i => (float)(casual.Values[i] + registered.Values[i] + 10))];
    }

    public static async Task<BikeYears> RegisterAsync(string driftSpec = "", byte[]? reference = null)
    {
        var years = new BikeYears(new MemoryObjectStore(TimeProvider.System));
        int[] testRows = [.. Enumerable.Range(0, 500).Select(i => i * 17)];
        var test = First.Take(testRows);
        var profile = ReferenceProfile.Fit(First.Features, test, Predict(test), new PerformanceReferenceOptions(), CancellationToken.None);
        var candidate = new ModelCandidate
        {
            Model = Model,
            Onnx = Onnx,
            ReferenceProfile = reference ?? profile.Serialize(),
            SpecText = $"name: bike-sharing\ntask: regression\ndata: {{ source: data/x.csv, label: cnt }}\n{driftSpec}",
            Trainer = "linear",
            Parameters = new Dictionary<string, double>(),
            Schema = Schema,
            Metrics = new Dictionary<string, double> { ["mae"] = 10 },
            FeatureImportance = Schema.Features.ToDictionary(feature => feature.Name, _ => 1.0 / Schema.Features.Count),
            TrainingRows = First.RowCount,
            TestRows = test.RowCount,
            Lineage = new Lineage("run-1", new string('a', 64), new string('b', 64), null),
        };
        Assert.Equal(1, (await years.Registry.RegisterAsync(candidate, "test", CancellationToken.None)).Value.Version);
        return years;
    }

    private static string[] ReadLines()
    {
        string[] all = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "TestData", "bike_hour.csv"));
        string[] names = all[0].Split(',');
        int[] kept = [.. Header.Split(',').Select(name => Array.IndexOf(names, name))];
        return [.. all.Skip(1).Select(line => line.Split(','))
            .Select(cells => $"{cells[1][..4]}|{string.Join(',', kept.Select(i => cells[i]))}")];
    }
}
