using System.Text.Json;

namespace Slipway.EndToEnd.Tests;

/// <summary>The same spec, data and seed give the same bytes, on any number of threads.</summary>
public class ReproducibilityTests
{
    [Theory]
    [InlineData("breast-cancer", "trials: 24")]
    [InlineData("wine", "trials: 90")]
    [InlineData("digits", "trials: 12")]
    [InlineData("bike-sharing", "trials: 8")]
    public async Task Train_OnAnyNumberOfThreads_GivesTheSameBytes(string sample, string trials)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await SlipwayProcess.RunAsync(folder.Path, "new", "project", "--from", sample)).ExitCode);
        string spec = folder[$"project/models/{sample}/model.yaml"];
        string text = File.ReadAllText(spec);
        Assert.Contains(trials, text, StringComparison.Ordinal);

        // Four trials go through every trainer once and one sampled set; the gate is not what is tested.
        text = text.Replace(trials, "trials: 4", StringComparison.Ordinal);
        File.WriteAllText(spec, text[..text.IndexOf("gate:", StringComparison.Ordinal)]);

        var hashes = new List<string?>();
        foreach (string threads in (string[])["1", "2", "4", "8"])
        {
            var (exitCode, output, error) = await SlipwayProcess.RunAsync(
                folder.Path, "train", "--project", folder["project"], "--threads", threads, "--json");
            Assert.True(exitCode == 0, error);
            hashes.Add(JsonDocument.Parse(output).RootElement.GetProperty("runs")[0].GetProperty("onnxSha256").GetString());
        }

        Assert.Single(hashes.Distinct());
    }
}
