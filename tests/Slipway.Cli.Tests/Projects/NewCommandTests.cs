namespace Slipway.Cli.Tests.Projects;

public sealed class NewCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-").FullName;

    [Theory]
    [InlineData("contoso/slipway", "main")]
    [InlineData("contoso/slipway@v1.2", "v1.2")]
    [InlineData("contoso/slipway@release/2026-11", "release/2026-11")]
    public async Task New_WithTheRepositoryOfSlipway_WritesWorkflowsThatCallIt(string repository, string reference)
    {
        string target = Path.Combine(_folder, "models");
        var run = await CliRun.RunAsync("new", target, "--slipway", repository);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("OWNER", run.Output, StringComparison.Ordinal);
        foreach (string name in new[] { "train", "deploy", "retrain" })
        {
            string workflow = await File.ReadAllTextAsync(Path.Combine(target, ".github", "workflows", name + ".yml"));
            Assert.Contains($"uses: contoso/slipway/.github/workflows/{name}.yml@{reference}\n", workflow, StringComparison.Ordinal);
            Assert.Contains($"slipway-ref: '{reference}'\n", workflow, StringComparison.Ordinal);
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
    [InlineData("contoso/slipway@")]
    [InlineData("contoso/slipway@-x")]
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
