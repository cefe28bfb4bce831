using System.Text.Json;

namespace Slipway.Cli.Tests.Training;

public sealed class RegisterCommandTests
{
    private static readonly string Files = Path.Combine(AppContext.BaseDirectory, "TestData");

    [Fact]
    public async Task Register_FileOfScikitLearn_IsPromotedAndPredictsAsAnyModel()
    {
        using var project = new TestProject();
        string rows = Path.Combine(Files, "wine_forest.csv");

        var registered = await CliRun.RunAsync(
            "models", "register", "--onnx", Path.Combine(Files, "wine_forest.onnx"), "--name", "wine", "--label", "target",
            "--sample", rows, "--expected", "sklearn", "--store", project.Store);

        Assert.Equal((0, ""), (registered.ExitCode, registered.Error));
        Assert.Contains("wine version 1: multiclass, 13 features.", registered.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await CliRun.RunAsync("models", "promote", "wine", "1", "--reason", "trained in Python", "--store", project.Store)).ExitCode);
        var predicted = await CliRun.RunAsync("predict", "wine", "--input", rows, "--json", "--store", project.Store);
        var answers = JsonDocument.Parse(predicted.Output).RootElement.GetProperty("predictions");
        Assert.Equal("0", answers[0].GetProperty("label").GetString());
    }

    [Fact]
    public async Task Register_FilesThatAreNotThere_NamesAll()
    {
        using var project = new TestProject();

        var run = await CliRun.RunAsync("models", "register", "--onnx", "no.onnx", "--name", "xyz", "--sample", "no.csv", "--store", project.Store);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("'no.onnx'", run.Error, StringComparison.Ordinal);
        Assert.Contains("'no.csv'", run.Error, StringComparison.Ordinal);
    }
}
