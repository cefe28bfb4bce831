using System.Text.RegularExpressions;
using Slipway.Delivery.Tests.Workflows;
using YamlDotNet.RepresentationModel;

namespace Slipway.Delivery.Tests.Operations;

/// <summary>The scripts of the pipelines for GitLab and Jenkins, the script that deploys, and the commands that all of them run.</summary>
public sealed partial class PipelineTests
{
    private const string GitLab = "templates/ops/gitlab/.gitlab-ci.yml";
    private const string Jenkins = "templates/ops/jenkins/Jenkinsfile";
    private const string Deploy = "templates/ops/deploy.sh";

    [ToolFact("yamllint")]
    public void Yaml_PassesYamllint()
    {
        var run = ToolRun.Of("yamllint", "-s", "-c", "tests/Slipway.Delivery.Tests/Workflows/yamllint.yml", "templates/ops");

        Assert.True(run.ExitCode == 0, run.Output);
    }

    [ToolFact("shellcheck")]
    public void Scripts_PassShellcheck()
    {
        using var folder = new TemporaryFolder();
        var files = new List<string> { Repository.PathOf(Deploy) };
        foreach (var (name, shell, text) in Scripts())
        {
            string file = folder[name + ".sh"];
            File.WriteAllText(file, $"#!/bin/{shell}\nset -e\n{text}");
            files.Add(file);
        }

        Assert.True(files.Count > 5, "Too few scripts were found.");
        var run = ToolRun.Of("shellcheck", [.. files]);
        Assert.True(run.ExitCode == 0, run.Output);
    }

    [Fact]
    public void Commands_AreThoseOfSlipway()
    {
        var texts = Scripts().Select(s => s.Text)
            .Concat(WorkflowFile.All.SelectMany(w => w.Steps()).Select(s => s.Step.Text("run")).OfType<string>())
            .Append(File.ReadAllText(Repository.PathOf("templates/ops/kubernetes/slipway.yaml")))
            .Append(File.ReadAllText(Repository.PathOf("templates/ops/docker/Dockerfile")));
        var calls = texts.SelectMany(text => Call().Matches(text))
            .Select(m => (Command: m.Groups["command"].Value, Options: Option().Matches(m.Groups["rest"].Value).Select(o => o.Value)))
            .GroupBy(c => c.Command, c => c.Options).ToDictionary(g => g.Key, g => g.SelectMany(o => o).Distinct().ToList());

        Assert.Superset(new HashSet<string> { "train", "retrain", "keys create" }, calls.Keys.ToHashSet());
        foreach (var (command, options) in calls)
        {
            var help = ToolRun.Of("dotnet", [Path.Combine(AppContext.BaseDirectory, "Slipway.Cli.dll"), .. command.Split(' '), "--help"]);
            Assert.True(help.ExitCode == 0 && help.Output.Contains($"slipway {command}", StringComparison.Ordinal), command);
            Assert.All(options, option => Assert.Contains(option + " ", help.Output, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<(string Name, string Shell, string Text)> Scripts()
    {
        foreach (var (job, node) in Yaml.Load(Repository.PathOf(GitLab)).Entries())
        {
            string script = string.Join('\n', node.Items("before_script").Concat(node.Items("script")).Select(line => ((YamlScalarNode)line).Value));
            if (script.Length > 0)
            {
                yield return ($"gitlab-{job.Trim('.')}", "bash", script);
            }
        }

        int number = 0;
        foreach (Match block in JenkinsScript().Matches(File.ReadAllText(Repository.PathOf(Jenkins))))
        {
            yield return ($"jenkins-{++number}", "sh", block.Groups[1].Value);
        }
    }

    [GeneratedRegex("sh '''(.*?)'''", RegexOptions.Singleline)]
    private static partial Regex JenkinsScript();

    [GeneratedRegex(@"(?<=^|[\s/;])slipway (?<command>(keys|models|runs|rollout) [a-z]+|train|retrain|serve|doctor|health)(?<rest>[^\n]*)")]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<=\s)--[a-z][a-z-]+")]
    private static partial Regex Option();
}
