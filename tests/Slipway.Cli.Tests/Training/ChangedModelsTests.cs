using System.Diagnostics;
using System.Text.Json;

namespace Slipway.Cli.Tests.Training;

/// <summary><c>train --changed-since</c> and <c>--summary</c>, on a project with two models under Git.</summary>
public sealed class ChangedModelsTests : IDisposable
{
    private readonly TestProject _project = new();

    public ChangedModelsTests()
    {
        Directory.CreateDirectory(Path.Combine(_project.Folder, "models/other"));
        string other = TestProject.GoodSpec.Replace("name: small", "name: other", StringComparison.Ordinal)
            .Replace("data/small.csv", "data/other/*.csv", StringComparison.Ordinal) + "\nvalidate: { maxDuplicateRows: 1 }\n";
        File.WriteAllText(Path.Combine(_project.Folder, "models/other/model.yaml"), other);
        Directory.CreateDirectory(Path.Combine(_project.Folder, "data/other"));
        File.WriteAllText(OtherData("a"), TestProject.GoodRows());
        File.WriteAllText(OtherData("b"), TestProject.GoodRows());
        File.WriteAllText(Path.Combine(_project.Folder, ".gitignore"), ".slipway/\n");
        Git("init", "--quiet");
        Git("add", ".");
        Git("commit", "--quiet", "--message", "two models");
    }

    private string Summary => Path.Combine(_project.Folder, ".slipway-summary.md");

    [Fact]
    public async Task Train_NothingChanged_TrainsNothingAndSaysSo()
    {
        var run = await _project.RunAsync("train", "--changed-since", "HEAD", "--summary", Summary, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, JsonDocument.Parse(run.Output).RootElement.GetProperty("runs").GetArrayLength());
        Assert.Contains("nothing was trained", await File.ReadAllTextAsync(Summary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_SpecChangedOrDataOfAGlobGone_TrainsThatModel()
    {
        _project.WriteSpec(TestProject.GoodSpec + "\nsplit: { seed: 7 }\n");
        Git("commit", "--quiet", "--all", "--message", "another seed");
        Assert.Equal(["small"], await TrainedAsync("HEAD~1"));

        File.Delete(OtherData("b"));
        Assert.Equal(["other"], await TrainedAsync("HEAD"));
        Assert.Equal(["other", "small"], await TrainedAsync("HEAD~1"));
        Assert.Equal(["small"], await TrainedAsync("HEAD~1", "small"));
    }

    [Fact]
    public async Task Train_NewFileOfAGlob_TrainsThatModel()
    {
        await File.WriteAllTextAsync(OtherData("c"), TestProject.GoodRows());
        await File.WriteAllTextAsync(Path.Combine(_project.Folder, "data/notes.txt"), "no data");

        Assert.Equal(["other"], await TrainedAsync("HEAD"));
    }

    [Theory]
    [InlineData("no-such-branch")]
    [InlineData("0000000000000000000000000000000000000000")]
    [InlineData("--output=x")]
    public async Task Train_CommitThatIsNone_IsRefused(string commit)
    {
        var run = await _project.RunAsync("train", "--changed-since=" + commit);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("project.unknownCommit", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_project.Store));
    }

    [Fact]
    public async Task Summary_OfARefusedModel_ShowsItBesideTheChampion()
    {
        Assert.Equal(0, (await _project.RunAsync("train", "small", "--summary", Summary)).ExitCode);
        _project.WriteSpec(TestProject.GoodSpec + "\ngate: { require: { logLoss: \"< 0.0001\" } }\n");
        Assert.Equal(5, (await _project.RunAsync("train", "small", "--summary", Summary)).ExitCode);

        string[] lines = await File.ReadAllLinesAsync(Summary);
        Assert.Contains("### small: version 1 passed the gate", lines);
        Assert.Contains("| metric | new | no champion yet | change | gate |", lines);
        Assert.Contains("### small: refused by the gate", lines);
        Assert.Contains("| metric | new | champion, version 1 | change | gate |", lines);
        Assert.Contains(lines, line => line.StartsWith("| logLoss |", StringComparison.Ordinal) && line.EndsWith("**refused**: logLoss &lt; 0.0001 |", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("| accuracy |", StringComparison.Ordinal) && line.EndsWith("| 0 |  |", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Summary_OfBadData_NamesTheProblemWithoutTheData()
    {
        _project.WriteData("height,width,target\n1,2,secret-cell\n");
        Assert.Equal(4, (await _project.RunAsync("train", "small", "--summary", Summary)).ExitCode);

        string summary = await File.ReadAllTextAsync(Summary);
        Assert.Contains("### Not trained", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-cell", summary, StringComparison.Ordinal);
    }

    public void Dispose() => _project.Dispose();

    private string OtherData(string name) => Path.Combine(_project.Folder, $"data/other/{name}.csv");

    private async Task<string[]> TrainedAsync(string since, params string[] models)
    {
        var run = await _project.RunAsync(["train", "--changed-since", since, "--json", .. models]);
        Assert.True(run.ExitCode == 0, run.Error);
        return [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("model").GetString()!)];
    }

    private void Git(params string[] arguments)
    {
        string[] all = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", .. arguments];
        using var git = Process.Start(new ProcessStartInfo("git", all) { WorkingDirectory = _project.Folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
