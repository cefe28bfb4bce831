using System.Text.Json;

namespace Slipway.Cli.Tests.Monitoring;

public sealed class DriftCommandTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Drift_TrainedModelAndItsOwnData_FindsNone()
    {
        await TrainAsync();
        string page = Path.Combine(_project.Folder, "report.html");

        var run = await CliRun.RunAsync("drift", "small", _project.DataFile, "--out", page, "--json", "--store", _project.Store);

        Assert.True(run.ExitCode == 0, run.Error);
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal("tooFewRows", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(0, report.RootElement.GetProperty("features").GetProperty("driftedColumnCount").GetInt32());
        Assert.Equal(60, report.RootElement.GetProperty("rowCount").GetInt32());
        Assert.True(report.RootElement.GetProperty("realisedPerformance").GetProperty("accuracy").GetDouble() > 0.5);
        Assert.Equal("CBPE", report.RootElement.GetProperty("estimatedPerformance").GetProperty("method").GetString());
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_OtherData_ListsTheDriftedColumns()
    {
        await TrainAsync();
        string file = Path.Combine(_project.Folder, "later.csv");
        await File.WriteAllTextAsync(file, "height,width\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{100 + i},{i % 11}\n")));

        var run = await CliRun.RunAsync("drift", "small", file, "--store", _project.Store);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("The data has drifted: 1 of 2 tested columns", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small", "nowhere.csv", 3, "drift.inputNotFound")]
    [InlineData("Small!", "nowhere.csv", 4, "registry.badModelName")]
    public async Task Drift_WrongArguments_SaysWhatIsWrong(string model, string file, int exitCode, string code)
    {
        var run = await CliRun.RunAsync("drift", model, file, "--store", _project.Store);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_NoneYet_ListsNoneAndShowsNone()
    {
        var list = await CliRun.RunAsync("reports", "list", "small", "--json", "--store", _project.Store);
        var show = await CliRun.RunAsync("reports", "show", "small", "--store", _project.Store);

        Assert.Equal((0, "[]"), (list.ExitCode, list.Output.Trim()));
        Assert.Equal(3, show.ExitCode);
        Assert.Contains("reports.notFound", show.Error, StringComparison.Ordinal);
    }

    private async Task TrainAsync() => Assert.Equal(0, (await _project.RunAsync("train")).ExitCode);
}
