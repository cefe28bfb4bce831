using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Slipway.Audit;
using Slipway.Azure;
using Slipway.Datasets;
using Slipway.Functions.Tests.Worker;
using Slipway.Learning.Learners;
using Slipway.Monitoring.Reports;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Storage;
using Slipway.Tests.Storage;
using Slipway.Training;

namespace Slipway.Functions.Tests.Triggers;

/// <summary>A model's life in the app, over the contract with the host: predict, score a file, report on it, take rows, retrain.</summary>
public sealed class TriggerTests(AzuriteApp azurite) : IClassFixture<AzuriteApp>
{
    private const string Spec = """
        name: wine
        task: multiclass
        data: { source: data/wine.csv, label: target }
        train: { trainers: [linear], search: { trials: 1, maxSeconds: 60, folds: 2, metric: logLoss } }
        gate: { require: { accuracy: ">= 0.5" } }
        retrain: { on: [newData], minNewRows: 5 }
        """;

    private const string Prefix = "t-";
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "TestData", "wine.csv"));
    private static readonly CancellationToken None = CancellationToken.None;

    [ContractFact]
    public async Task Triggers_OfAModelsLife_DoWhatTheDesignSays()
    {
        var storage = azurite.Open(Prefix);
        var registry = new ModelRegistry(storage.Store, new AuditLog(storage.Store), TimeProvider.System);
        await TrainAsync(storage, registry);
        await using var host = await HostDouble.StartAsync(azurite.Settings(Prefix));

        await PredictAsync(host);
        await ScoreAsync(host, storage);
        await ReportAsync(host, storage);
        await RetrainAsync(host, storage, registry);

        // Told twice of the same: nothing changes.
        Assert.Null(await host.InvokeAsync("ScoreInbox", "file", Blob("inbox", "wine/monday.csv")));
        Assert.Null(await host.InvokeAsync("IngestTraining", "file", Blob("training", "wine/new.csv")));
        Assert.Null(await host.InvokeAsync("Monitor", "timer", Timer()));
        Assert.Null(await host.InvokeAsync("ScoreChunk", "message", Text("""{"source":"inbox/wine/gone.csv","eTag":"x","range":0}""")));
        Assert.Null(await host.InvokeAsync("ScoreChunk", "message", Text("not of ours")));
        Assert.Null(await host.InvokeAsync("ReportDrift", "message", Text("not of ours")));
    }

    private static async Task PredictAsync(HostDouble host)
    {
        string[] names = Lines[0].Split(',');
        string[] values = Lines[1].Split(',');
        string row = string.Join(',', names.Zip(values).SkipLast(1).Select(p => $"{JsonSerializer.Serialize(p.First)}:{p.Second}"));
        var address = new Uri(new Uri(host.Capabilities["HttpUri"]), "/api/models/wine/predict");
        var (status, body) = await AskAsync();
        for (int again = 0; again < 100 && status == HttpStatusCode.ServiceUnavailable; again++)
        {
            // The app answers so until it has read the registry for the first time.
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            (status, body) = await AskAsync();
        }

        Assert.True(status == HttpStatusCode.OK, body + host.Output);
        Assert.Contains("\"model\":\"wine\"", body, StringComparison.Ordinal);

        async Task<(HttpStatusCode, string)> AskAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new StringContent($"{{{row}}}", Encoding.UTF8, "application/json"),
            };
            using var response = await host.SendAsync(request);
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    private static async Task ScoreAsync(HostDouble host, AzureStorage storage)
    {
        string csv = string.Join('\n', Lines.Take(101)) + "\n1,2\n";
        await storage.Store.PutAsync(new ObjectPath("inbox", "wine/monday.csv"), Encoding.UTF8.GetBytes(csv), PutCondition.Always, None);

        Assert.Null(await host.InvokeAsync("ScoreInbox", "file", Blob("inbox", "wine/monday.csv")));

        string scored = await ReadAsync(storage, "scored", "wine/monday.csv");
        Assert.Equal(101, scored.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.NotEmpty(await ReadAsync(storage, "rejected", "wine/monday.csv"));
        Assert.Null(await storage.Store.FindAsync(new ObjectPath("inbox", "wine/monday.csv"), None));
    }

    private static async Task ReportAsync(HostDouble host, AzureStorage storage)
    {
        var item = await storage.Queue.ReceiveAsync(DriftReportQueue.Name, TimeSpan.FromMinutes(1), None);
        Assert.NotNull(item);

        Assert.Null(await host.InvokeAsync("ReportDrift", "message", Text(Encoding.UTF8.GetString(item.Message.Span))));

        await item.CompleteAsync(None);
        var address = new Uri(new Uri(host.Capabilities["HttpUri"]), "/api/models/wine/drift");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await host.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("monday.csv", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task RetrainAsync(HostDouble host, AzureStorage storage, ModelRegistry registry)
    {
        string csv = string.Join('\n', Lines.Take(1).Concat(Lines.TakeLast(28))) + "\n";
        await storage.Store.PutAsync(new ObjectPath("training", "wine/new.csv"), Encoding.UTF8.GetBytes(csv), PutCondition.Always, None);

        Assert.Null(await host.InvokeAsync("IngestTraining", "file", Blob("training", "wine/new.csv")));
        Assert.Null(await host.InvokeAsync("Retrain", "timer", Timer()));

        var champion = await registry.ResolveAsync(ModelName.Parse("wine"), "champion", None);
        Assert.True(champion.TryGetValue(out int version) && version == 2, host.Output);
        var manifest = (await registry.GetManifestAsync(ModelName.Parse("wine"), 2, None)).Value;
        Assert.Equal(178, manifest.TrainingRows + manifest.TestRows);
    }

    private static async Task TrainAsync(AzureStorage storage, ModelRegistry registry)
    {
        string folder = Directory.CreateTempSubdirectory("slipway-project-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "models", "wine"));
            Directory.CreateDirectory(Path.Combine(folder, "data"));
            await File.WriteAllTextAsync(Path.Combine(folder, "models", "wine", "model.yaml"), Spec);

            // The last rows come later, as new data.
            await File.WriteAllLinesAsync(Path.Combine(folder, "data", "wine.csv"), Lines.SkipLast(28));
            var datasets = new DatasetStore(storage.Store, TimeProvider.System);
            var trainer = new TrainModel(
                datasets,
                new RunStore(storage.Store),
                registry,
                BuiltInTrainers.All,
                TimeProvider.System,
                () => RandomNumberGenerator.GetHexString(6, lowercase: true));
            var run = await new TrainProjectModel(storage.Store, datasets, trainer).HandleAsync(
                ProjectFolder.Open(folder).Value, ModelName.Parse("wine"), new TrainProjectOptions("test", Threads: 1), null, None);
            Assert.Empty(run.Problems);
            Assert.True(run.Value.Version == 1, string.Join('\n', run.Value.Problems.Select(p => p.Message)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> ReadAsync(AzureStorage storage, string container, string key)
    {
        var stored = await storage.Store.GetAsync(new ObjectPath(container, key), None);
        Assert.NotNull(stored);
        return Encoding.UTF8.GetString(stored.Content.Span);
    }

    private static RpcMessage Text(string text) => new RpcMessage().Add(RpcFields.DataText, text);

    /// <summary>A blob as the host's extension tells of it: a name, no content.</summary>
    private static RpcMessage Blob(string container, string name)
    {
        var content = new { Connection = "Slipway", ContainerName = Prefix + container, BlobName = name };
        return new RpcMessage().Add(RpcFields.DataModelBinding, new RpcMessage()
            .Add(1, "1.0").Add(2, "AzureStorageBlobs").Add(3, "application/json").Add(4, JsonSerializer.SerializeToUtf8Bytes(content)));
    }

    private static RpcMessage Timer()
    {
        string now = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        return new RpcMessage().Add(
            RpcFields.DataJson,
            $$$"""
            {"Schedule":{"AdjustForDST":true},"IsPastDue":false,
             "ScheduleStatus":{"Last":"{{{now}}}","LastUpdated":"{{{now}}}","Next":"{{{now}}}"}}
            """);
    }
}
