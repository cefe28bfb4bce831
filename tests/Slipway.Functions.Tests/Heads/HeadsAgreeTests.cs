using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Slipway.Functions.Tests.Worker;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Storage;
using Slipway.Tests.Storage;
using Slipway.Web;
using Slipway.Web.Tests;

namespace Slipway.Functions.Tests.Heads;

/// <summary>
/// The standalone server and the Functions app, each over a store of its own with the same models, get the same requests in the same order;
/// the app gets them through the worker process, by the contract with its host.
/// </summary>
public sealed class HeadsAgreeTests(AzuriteApp azurite) : IClassFixture<AzuriteApp>
{
    private const int MaxRows = 200;
    private const string DefaultModel = "cancer";

    [ContractFact]
    public async Task RecordedRequests_OnBothHeads_AreAnsweredAlike()
    {
        var requests = RecordedRequest.ReadAll();
        Assert.Equal(200, requests.Count);
        var serverStore = azurite.Open("s-").Store;
        await PrepareAsync(serverStore);
        await PrepareAsync(azurite.Open("f-").Store);
        var settings = azurite.Settings("f-");
        settings["Slipway__Web__MaxRows"] = MaxRows.ToString(System.Globalization.CultureInfo.InvariantCulture);
        settings["Slipway__Web__DefaultModel"] = DefaultModel;
        await using var server = await StartServerAsync(serverStore);
        await using var host = await HostDouble.StartAsync(settings);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        var serverUri = new Uri(server.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var workerUri = new Uri(host.Capabilities["HttpUri"]);
        await WaitUntilReadyAsync(() => client.GetAsync(new Uri(serverUri, "/health/ready")));
        await WaitUntilReadyAsync(() => host.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(workerUri, "/health/ready"))));

        var differences = new List<string>();
        foreach (var request in requests)
        {
            using var toServer = request.ToMessage(serverUri);
            toServer.Headers.Host = "localhost";
            using var fromServer = await client.SendAsync(toServer);
            using var toApp = request.ToMessage(workerUri);
            using var fromApp = await host.SendAsync(toApp);
            string expected = await RecordedAnswer.ReadAsync(fromServer, request.Path);
            string actual = await RecordedAnswer.ReadAsync(fromApp, request.Path);
            Assert.NotEqual("500", expected[..3]);
            if (expected != actual)
            {
                differences.Add($"{request}\n--- server\n{expected}\n--- app\n{actual}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} answers differ:\n{string.Join("\n\n", differences.Take(5))}");
    }

    private static async Task PrepareAsync(IObjectStore store)
    {
        var models = new ModelFactory(store);
        await models.AddWineAsync();
        await models.AddWineAsync();
        await models.AddHugeAsync("price");
        await models.AddConstantAsync("idle", 1);
        var schema = new ModelSchema(
            LearningTask.Binary,
            "diagnosis",
            [.. Enumerable.Range(0, 8).Select(i =>
                new FeatureSchema($"f{i}", ColumnType.Number) { Min = -1000, Max = 1000, AllowsMissing = i >= 6 })],
            ["benign", "malignant"]);
        int version = await models.AddAsync(DefaultModel, schema, OnnxExporter.Export(
            schema,
            [.. Enumerable.Range(0, 6).Select(i => new NumberStep($"f{i}"))],
            new LinearModel([1, 2, 4, 8, 16, 32], [0], OutputLink.Logistic)));
        await models.PromoteAsync(DefaultModel, version);
    }

    private static async Task<WebApplication> StartServerAsync(IObjectStore store)
    {
        var options = new SlipwayWebOptions { Port = 0, MaxRows = MaxRows, DefaultModel = DefaultModel, RunJobs = false };
        options.Limits.DrainDelay = TimeSpan.Zero;
        var built = await SlipwayServer.BuildAsync(store, options, builder => builder.Logging.ClearProviders(), CancellationToken.None);
        await built.Value.StartAsync();
        return built.Value;
    }

    private static async Task WaitUntilReadyAsync(Func<Task<HttpResponseMessage>> ask)
    {
        for (int tries = 0; ; tries++)
        {
            using var response = await ask();
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            Assert.True(tries < 100_000, "The head did not become ready.");
            await Task.Yield();
        }
    }
}
