using System.Diagnostics;
using Slipway.Audit;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.EndToEnd.Tests;

/// <summary>Whatever moment a process is killed at: the store opens, the champion is a complete version, the audit record holds.</summary>
public class KillTests
{
    private const int Kills = 50;
    private const int MaxAttempts = 200;
    private const int Seed = 20260109;
    private static readonly ModelName Wine = ModelName.Parse("wine");

    [Fact]
    public async Task Train_KilledAtRandomPoints_LeavesACompleteChampion()
    {
        using var folder = await ProjectWithChampionAsync();

        await KillAtRandomPointsAsync(folder.Path, _ => ["train", "--project", folder["project"]], folder["project/.slipway"]);
    }

    [Fact]
    public async Task Promote_KilledAtRandomPoints_LeavesACompleteChampion()
    {
        using var folder = await ProjectWithChampionAsync();
        var second = await SlipwayProcess.RunAsync(folder.Path, "train", "--project", folder["project"]);
        Assert.True(second.ExitCode == 0, second.Error);

        string store = folder["project/.slipway"];
        await KillAtRandomPointsAsync(
            folder.Path, kill => ["models", "promote", "wine", $"{1 + (kill % 2)}", "--reason", $"kill {kill}", "--store", store], store);
    }

    private static async Task KillAtRandomPointsAsync(string folder, Func<int, string[]> arguments, string store)
    {
        var random = new Random(Seed);
        var clock = Stopwatch.StartNew();
        var whole = await SlipwayProcess.RunAsync(folder, arguments(0));
        Assert.True(whole.ExitCode == 0, whole.Error);
        var duration = clock.Elapsed;

        int killed = 0;
        for (int attempt = 1; killed < Kills; attempt++)
        {
            Assert.True(attempt <= MaxAttempts, $"Only {killed} of {attempt} processes were still running when killed.");
            using var process = SlipwayProcess.Start(folder, arguments(attempt));
            await Task.WhenAny(Task.Delay(duration * random.NextDouble()), process.WaitAsync());
            bool wasRunning = await process.KillAsync();
            killed += wasRunning ? 1 : 0;

            // Follows the speed of the machine, so that kills fall everywhere between the start and the end of the process.
            duration *= wasRunning ? 1.03 : 0.9;
            await AssertStoreIsWholeAsync(store);
        }

        var after = await SlipwayProcess.RunAsync(folder, arguments(0));
        Assert.True(after.ExitCode == 0, after.Error);
        await AssertStoreIsWholeAsync(store);
    }

    private static async Task AssertStoreIsWholeAsync(string folder)
    {
        var store = new FolderObjectStore(folder, TimeProvider.System);
        var audit = new AuditLog(store);
        var registry = new ModelRegistry(store, audit, TimeProvider.System);
        var champion = await registry.ResolveAsync(Wine, "champion", default);
        Assert.True(champion.IsSuccess, string.Join("; ", champion.Problems));
        var onnx = await registry.ReadOnnxAsync(Wine, champion.Value, default);
        Assert.True(onnx.IsSuccess, string.Join("; ", onnx.Problems));
        var verified = await audit.VerifyAsync(null, default);
        Assert.True(verified.IsSuccess, string.Join("; ", verified.Problems));
    }

    private static async Task<TemporaryFolder> ProjectWithChampionAsync()
    {
        var folder = new TemporaryFolder();
        var made = await SlipwayProcess.RunAsync(folder.Path, "new", "project", "--from", "wine");
        Assert.True(made.ExitCode == 0, made.Error);
        string spec = folder["project/models/wine/model.yaml"];
        string quick = File.ReadAllText(spec).Replace("trials: 90", "trials: 1", StringComparison.Ordinal);
        Assert.Contains("trials: 1,", quick, StringComparison.Ordinal);
        File.WriteAllText(spec, quick);
        var trained = await SlipwayProcess.RunAsync(folder.Path, "train", "--project", folder["project"]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        return folder;
    }
}
