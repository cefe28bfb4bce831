using System.Text.Json;

namespace Slipway.Cli.Tests.CommandLine;

/// <summary>The commands in the order in which a newcomer meets them, on one project.</summary>
public class WorkflowTests
{
    [Fact]
    public async Task Commands_FromTrainToRollBack_WorkTogether()
    {
        using var project = new TestProject();
        var validated = await JsonOfAsync(project, "validate");
        Assert.Equal(60, validated.GetProperty("models")[0].GetProperty("rows").GetInt32());

        var first = (await JsonOfAsync(project, "train", "small")).GetProperty("runs")[0];
        project.WriteSpec(TestProject.GoodSpec + "\nsplit: { seed: 7 }\n");
        var second = (await JsonOfAsync(project, "train", "--no-promote")).GetProperty("runs")[0];
        Assert.Equal((1, 2), (first.GetProperty("version").GetInt32(), second.GetProperty("version").GetInt32()));
        Assert.Equal(1, await ChampionAsync(project));

        await StoreJsonAsync(project, "models", "promote", "small", "2", "--reason", "seven is lucky");
        Assert.Equal(2, await ChampionAsync(project));
        await StoreJsonAsync(project, "models", "rollback", "small", "--reason", "it is not");
        Assert.Equal(1, await ChampionAsync(project));

        var listed = await StoreJsonAsync(project, "runs", "list");
        Assert.Equal(2, listed.GetArrayLength());
        string[] ids = [.. listed.EnumerateArray().Select(run => run.GetProperty("id").GetString()!)];
        var shown = await StoreJsonAsync(project, "runs", "show", ids[0]);
        Assert.Equal("linear", shown.GetProperty("best").GetProperty("trainer").GetString());
        var page = await CliRun.RunAsync("runs", "show", ids[0], "--store", project.Store);
        Assert.Contains("worse without", page.Output, StringComparison.Ordinal);
        var compared = await StoreJsonAsync(project, "runs", "compare", ids[0], ids[1]);
        var seeds = compared.EnumerateArray().Single(fact => fact.GetProperty("name").GetString() == "seed").GetProperty("values");
        Assert.Equal(["42", "7"], seeds.EnumerateArray().Select(value => value.GetString()));

        var predicted = await StoreJsonAsync(project, "predict", "small", "--input", project.DataFile);
        Assert.Equal(60, predicted.GetProperty("predictions").GetArrayLength());
        var explained = await StoreJsonAsync(project, "predict", "small", "--input", project.DataFile, "--explain");
        var explanation = explained.GetProperty("predictions")[0].GetProperty("explanation");
        Assert.NotEmpty(explanation.GetProperty("contributions").EnumerateObject());
        var text = await CliRun.RunAsync("predict", "small", "--input", project.DataFile, "--explain", "--store", project.Store);
        Assert.Contains("of the average row", text.Output, StringComparison.Ordinal);
        var audit = await StoreJsonAsync(project, "audit", "verify");
        Assert.Equal(5, audit.GetProperty("sequence").GetInt32());
    }

    [Fact]
    public async Task Train_GateThatDoesNotHold_ExitsWithItsCodeAndRegistersNothing()
    {
        using var project = new TestProject();
        project.WriteSpec(TestProject.GoodSpec + "\ngate: { require: { logLoss: \"< 0.0001\" } }\n");

        var run = await project.RunAsync("train");

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("refused: small: the gate asks for logLoss < 0.0001", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await CliRun.RunAsync("models", "show", "small", "--store", project.Store)).ExitCode);
        Assert.Contains("refused", (await CliRun.RunAsync("runs", "list", "--store", project.Store)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "trian")]
    [InlineData(2, "models", "promote", "small", "1")]
    [InlineData(2, "retrain")]
    [InlineData(2, "retrain", "wine", "--due")]
    [InlineData(3, "train", "--project", "no-such-folder")]
    [InlineData(3, "models", "show", "nobody", "--store", "no-such-store")]
    [InlineData(4, "models", "show", "../x", "--store", "no-such-store")]
    [InlineData(3, "runs", "show", "nothing", "--store", "no-such-store")]
    public async Task Command_ThatCannotBeDone_ExitsWithItsCode(int exitCode, params string[] arguments)
    {
        var run = await CliRun.RunAsync(arguments);

        Assert.True(run.ExitCode == exitCode, run.Error);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Help_OfEveryCommand_HasExamples()
    {
        string[][] commands =
        [
            ["demo"], ["new"], ["validate"], ["train"], ["runs", "list"], ["runs", "show"], ["runs", "compare"], ["models", "list"],
            ["models", "show"], ["models", "promote"], ["models", "rollback"], ["predict"], ["serve"], ["audit", "verify"], ["doctor"],
            ["retrain"], ["health"],
        ];
        foreach (string[] command in commands)
        {
            var help = await CliRun.RunAsync([.. command, "--help"]);
            Assert.Equal(0, help.ExitCode);
            Assert.Contains("Examples:" + Environment.NewLine + "  slipway " + string.Join(' ', command), help.Output, StringComparison.Ordinal);
        }
    }

    private static Task<JsonElement> JsonOfAsync(TestProject project, params string[] arguments) =>
        ParseAsync(project.RunAsync([.. arguments, "--json"]));

    private static Task<JsonElement> StoreJsonAsync(TestProject project, params string[] arguments) =>
        ParseAsync(CliRun.RunAsync([.. arguments, "--store", project.Store, "--json"]));

    private static async Task<JsonElement> ParseAsync(Task<CliRun> running)
    {
        var run = await running;
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static async Task<int> ChampionAsync(TestProject project)
    {
        var models = await StoreJsonAsync(project, "models", "list");
        return models[0].GetProperty("aliases").GetProperty("champion").GetInt32();
    }
}
