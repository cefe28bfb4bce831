using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.EndToEnd.Tests;

/// <summary>What becomes of acknowledged predictions when the server ends under load.</summary>
public class ServeDurabilityTests
{
    private const string KillsVariable = "SLIPWAY_TEST_SERVER_KILLS";
    private const int DefaultKills = 3;
    private const int Clients = 8;
    private const int Seed = 20260301;
    private const string Path = "/api/models/wine/predict";

    [Fact]
    public async Task Serve_KilledUnderLoad_KeepsEveryConfirmedPrediction()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable(KillsVariable) ?? $"{DefaultKills}", CultureInfo.InvariantCulture);
        using var folder = await TrainAsync("confirmed");
        string store = folder["project/.slipway"];
        string body = ExampleRow(folder);
        var random = new Random(Seed);
        var acknowledged = new ConcurrentBag<string>();
        for (int kill = 0; kill < kills; kill++)
        {
            int before = acknowledged.Count;
            using var server = await ServerProcess.StartAsync(folder.Path, store);
            var load = LoadAsync(server.Client, body, acknowledged);
            int enough = before + random.Next(50, 400);
            while (acknowledged.Count < enough && !load.IsCompleted)
            {
                await Task.Delay(5);
            }

            await server.KillAsync();
            await load;
            Assert.True(acknowledged.Count >= enough, "The server stopped answering before it was killed.");
        }

        AssertLogged(store, acknowledged);
    }

    [Fact]
    public async Task Serve_ToldToEndUnderLoad_AnswersAndLogsWhatItTook()
    {
        using var folder = await TrainAsync("buffered");
        string store = folder["project/.slipway"];
        var acknowledged = new ConcurrentBag<string>();
        using var server = await ServerProcess.StartAsync(folder.Path, store);
        var load = LoadAsync(server.Client, ExampleRow(folder), acknowledged);
        while (acknowledged.Count < 300 && !load.IsCompleted)
        {
            await Task.Delay(5);
        }

        var (exitCode, error) = await server.TerminateAsync();

        string[] ends = await load;
        Assert.True(exitCode == 0, $"{exitCode}: {error}");
        Assert.All(ends, end => Assert.Equal("told", end));
        AssertLogged(store, acknowledged);
    }

    /// <summary>Predicts until the server is gone, or asks to go: then a client goes elsewhere, as one behind a load balancer does.</summary>
    /// <returns>How each client's last request ended: <c>told</c> when it was answered with the request to go, else what went wrong.</returns>
    private static Task<string[]> LoadAsync(HttpClient client, string body, ConcurrentBag<string> acknowledged) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                try
                {
                    using var answer = await client.PostAsync(Path, new StringContent(body, Encoding.UTF8, "application/json"));
                    if (answer.StatusCode != HttpStatusCode.OK)
                    {
                        return $"status {(int)answer.StatusCode}";
                    }

                    using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                    acknowledged.Add(json.RootElement.GetProperty("prediction").GetProperty("id").GetString()!);
                    if (answer.Headers.ConnectionClose == true)
                    {
                        return "told";
                    }
                }
                catch (HttpRequestException e)
                {
                    return e.HttpRequestError == HttpRequestError.ConnectionError ? "refused" : $"{e.HttpRequestError}: {e.Message}";
                }
            }
        })));

    private static void AssertLogged(string store, IReadOnlyCollection<string> acknowledged)
    {
        var logged = new HashSet<string>();
        foreach (string file in Directory.EnumerateFiles(System.IO.Path.Combine(store, "logs"), "*", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            foreach (string line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                using var json = JsonDocument.Parse(line);
                logged.Add(json.RootElement.GetProperty("id").GetString()!);
            }
        }

        Assert.NotEmpty(acknowledged);
        Assert.Equal([], acknowledged.Except(logged));
    }

    private static string ExampleRow(TemporaryFolder folder)
    {
        string[] lines = File.ReadAllLines(folder["project/data/wine.csv"]);
        string[] names = lines[0].Split(',');
        string[] values = lines[1].Split(',');
        var row = new JsonObject();
        for (int i = 0; i < names.Length - 1; i++)
        {
            row[names[i]] = double.Parse(values[i], CultureInfo.InvariantCulture);
        }

        return row.ToJsonString();
    }

    private static async Task<TemporaryFolder> TrainAsync(string durability)
    {
        var folder = new TemporaryFolder();
        Assert.Equal(0, (await SlipwayProcess.RunAsync(folder.Path, "new", "project", "--from", "wine")).ExitCode);
        string spec = folder["project/models/wine/model.yaml"];
        string text = File.ReadAllText(spec)
            .Replace("trainers: [linear, gbdt, forest, discriminant]", "trainers: [linear]", StringComparison.Ordinal)
            .Replace("trials: 90", "trials: 1", StringComparison.Ordinal);
        File.WriteAllText(spec, text[..text.IndexOf("gate:", StringComparison.Ordinal)] + $"serve: {{ log: {{ durability: {durability} }} }}\n");
        var trained = await SlipwayProcess.RunAsync(folder.Path, "train", "--project", folder["project"]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        return folder;
    }
}
