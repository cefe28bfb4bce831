namespace Slipway.Cli.Tests.Projects;

public sealed class NewCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-").FullName;

    [Fact]
    public async Task New_WithTheRepositoryOfSlipway_WritesWorkflowsThatCallIt()
    {
        string target = Path.Combine(_folder, "models");
        var run = await CliRun.RunAsync("new", target, "--slipway", "contoso/slipway");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("OWNER", run.Output, StringComparison.Ordinal);
        foreach (string name in new[] { "train", "deploy", "retrain" })
        {
            string workflow = await File.ReadAllTextAsync(Path.Combine(target, ".github", "workflows", name + ".yml"));
            Assert.Contains($"uses: contoso/slipway/.github/workflows/{name}.yml@v", workflow, StringComparison.Ordinal);
            Assert.DoesNotContain("OWNER", workflow, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task New_WithoutIt_SaysWhatIsToBeWritten()
    {
        var run = await CliRun.RunAsync("new", Path.Combine(_folder, "models"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("OWNER/slipway in .github/workflows", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slipway")]
    [InlineData("https://github.com/contoso/slipway")]
    [InlineData("contoso/slipway@main\n")]
    public async Task New_RepositoryThatIsNone_IsRefusedAndNothingWritten(string repository)
    {
        string target = Path.Combine(_folder, "models");
        var run = await CliRun.RunAsync("new", target, "--slipway", repository);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("projects.badRepository", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(target));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
