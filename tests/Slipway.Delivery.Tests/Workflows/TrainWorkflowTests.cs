using Slipway.Azure.Tests;

namespace Slipway.Delivery.Tests.Workflows;

/// <summary>The steps of train.yml and retrain.yml, run from their YAML against Azurite.</summary>
public sealed class TrainWorkflowTests
{
    private const string WineSpec = "models/wine/model.yaml";

    [AzuriteFact]
    public async Task Train_OnACloneWithAChangedWineSpec_TrainsOnlyWineAndShowsItBesideTheChampion()
    {
        using var scenario = await TrainingScenario.StartAsync();
        string first = scenario.Origin.Head;
        using (var all = RunTrain(scenario, "push", new string('0', 40), "success"))
        {
            Assert.Equal(["breast-cancer", "wine"], await TrainedModelsAsync(scenario));
            Assert.Contains("### wine: version 1 passed the gate", all.Summary, StringComparison.Ordinal);
        }

        scenario.Origin.Change(WineSpec, spec => spec.Replace("trials: 3", "trials: 4", StringComparison.Ordinal));
        using (var wine = RunTrain(scenario, "push", first, "success"))
        {
            Assert.Equal(["breast-cancer", "wine", "wine"], await TrainedModelsAsync(scenario));
            Assert.Contains("| metric | new | champion, version 1 | change | gate |", wine.Summary, StringComparison.Ordinal);
            Assert.DoesNotContain("breast-cancer", wine.Summary, StringComparison.Ordinal);
            Assert.Equal("github:octocat", (await scenario.ListRunsAsync())[^1].Actor);
            Assert.Equal(2, await scenario.FindChampionAsync("wine"));
        }

        // A pull request shows what it would do, and leaves the champion.
        string merged = scenario.Origin.Head;
        scenario.Origin.Change(WineSpec, spec => spec.Replace("trials: 4", "trials: 5", StringComparison.Ordinal));
        using (RunTrain(scenario, "pull_request", merged, "success"))
        {
            Assert.Contains("### wine: version 3 passed the gate", scenario.Comment, StringComparison.Ordinal);
            Assert.Equal(2, await scenario.FindChampionAsync("wine"));
        }

        using (var again = RunTrain(scenario, "pull_request", scenario.Origin.Head, "success"))
        {
            Assert.Contains("nothing was trained", again.Summary, StringComparison.Ordinal);
            Assert.Equal(["POST", "PATCH"], scenario.CommentMethods);
        }

        var (retrained, result) = scenario.Run("retrain", "repository_dispatch", "", ("inputs.model", "wine"), ("inputs.reason", "it drifted"));
        using (retrained)
        {
            Assert.True(result == "success", retrained.Log);
            Assert.Contains("### wine: version 4 passed the gate", retrained.Summary, StringComparison.Ordinal);
        }

        var (due, dueResult) = scenario.Run("retrain", "schedule", "");
        using (due)
        {
            Assert.True(dueResult == "success", due.Log);
            Assert.Contains("wine: not due, nothing asks for it.", due.Log, StringComparison.Ordinal);
        }
    }

    [AzuriteFact]
    public async Task Train_GateRefuses_FailsTheJobAndSaysWhyOnThePullRequest()
    {
        using var scenario = await TrainingScenario.StartAsync();
        string before = scenario.Origin.Head;
        scenario.Origin.Change(WineSpec, spec => spec.Replace(">= 0.9\"", ">= 0.99999\", logLoss: \"< 0.0001\"", StringComparison.Ordinal));

        using var pull = RunTrain(scenario, "pull_request", before, "failure");

        Assert.Equal("Comment on the pull request", pull.Done[^1]);
        Assert.Contains("### wine: refused by the gate", pull.Summary, StringComparison.Ordinal);
        Assert.Contains("**refused**: logLoss &lt; 0.0001", scenario.Comment, StringComparison.Ordinal);
        Assert.Null(await scenario.FindChampionAsync("wine"));

        // What failed is tried again with the next push, although that changes nothing of the model: the branch stays red until it is mended.
        using var push = RunTrain(scenario, "push", before, "failure");
        Assert.DoesNotContain("Comment on the pull request", push.Done);
        Assert.Contains("### wine: refused by the gate", push.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ForAFork_IsSkipped()
    {
        using var runner = new LocalRunner();
        runner.Set("github.event_name", "pull_request");
        runner.Set("github.repository", "contoso/models");
        runner.Set("github.event.pull_request.head.repo.full_name", "mallory/models");
        var workflow = WorkflowFile.Of(".github/workflows/train.yml");

        Assert.Equal("skipped", runner.Run(workflow, "train"));
        Assert.Equal("skipped", runner.Run(workflow, "comment"));
    }

    private static LocalRunner RunTrain(TrainingScenario scenario, string @event, string before, string expected)
    {
        var (runner, result) = scenario.Run("train", @event, before);
        Assert.True(result == expected, runner.Log);
        return runner;
    }

    private static async Task<string[]> TrainedModelsAsync(TrainingScenario scenario) => [.. (await scenario.ListRunsAsync()).Select(r => r.Model.Value)];

    private sealed class AzuriteFactAttribute : FactAttribute
    {
        public AzuriteFactAttribute() => Skip = Azurite.SkipReason;
    }
}
