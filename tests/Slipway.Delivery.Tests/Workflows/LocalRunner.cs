using System.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace Slipway.Delivery.Tests.Workflows;

/// <summary>
/// Runs the steps of a workflow's job on this machine, in their order, from its YAML: each script as it stands there, with its environment
/// and its condition. What is done by an action is done by the stand-in that the test names for it; an action without one is an error.
/// </summary>
internal sealed class LocalRunner : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Action<Func<string, string>>> _standIns = new(StringComparer.Ordinal);

    public LocalRunner()
    {
        foreach (string folder in new[] { Workspace, Temp, Programs })
        {
            Directory.CreateDirectory(folder);
        }
    }

    public string Workspace => _folder["workspace"];

    /// <summary><c>RUNNER_TEMP</c>.</summary>
    public string Temp => _folder["temp"];

    /// <summary>Programs that go before those of the system.</summary>
    public string Programs => _folder["programs"];

    /// <summary>What the jobs wrote into their summaries.</summary>
    public string Summary => File.Exists(SummaryFile) ? File.ReadAllText(SummaryFile) : "";

    /// <summary>What every step sees beside its own environment.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>What was done, in order: the names of steps that ran.</summary>
    public List<string> Done { get; } = [];

    /// <summary>What the steps printed.</summary>
    public string Log { get; private set; } = "";

    private string SummaryFile => _folder["summary.md"];

    /// <summary>Sets a property of a context, such as <c>github.event_name</c> or <c>inputs.models</c>.</summary>
    public void Set(string property, string value) => _properties[property] = value;

    /// <summary>Says what stands for an action; it is given the action's inputs by name.</summary>
    public void Replace(string action, Action<Func<string, string>> standIn) => _standIns[action] = standIn;

    /// <summary>Adds a program, as a shell script.</summary>
    public void AddProgram(string name, string script)
    {
        string file = Path.Combine(Programs, name);
        File.WriteAllText(file, $"#!/usr/bin/env bash\nset -eo pipefail\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Runs a job.</summary>
    /// <returns>What it came to, as GitHub says it: success, failure or skipped.</returns>
    public string Run(WorkflowFile workflow, string job)
    {
        foreach (var (name, input) in workflow.Root.Entries("on", "workflow_call", "inputs"))
        {
            _properties.TryAdd($"inputs.{name}", input.Text("default") ?? "");
        }

        var node = workflow.Root.Find("jobs", job)!;
        string result = Expression.Holds(node.Text("if"), Find, isFailed: false) ? RunSteps(node) : "skipped";
        Set($"needs.{job}.result", result);
        return result;
    }

    public void Dispose() => _folder.Dispose();

    private string RunSteps(YamlNode job)
    {
        bool isFailed = false;
        foreach (var step in job.Items("steps"))
        {
            if (Expression.Holds(step.Text("if"), Find, isFailed))
            {
                Done.Add(step.Text("name") ?? step.Text("uses") ?? "");
                isFailed |= !RunStep(job, step);
            }
        }

        return isFailed ? "failure" : "success";
    }

    private bool RunStep(YamlNode job, YamlNode step)
    {
        if (step.Text("uses") is not { } action)
        {
            return RunScript(job, step, step.Text("run")!);
        }

        string name = action.Split('@')[0];
        var standIn = _standIns.TryGetValue(name, out var found)
            ? found
            : throw new InvalidOperationException($"The test names no stand-in for the action {name}.");
        var inputs = step.Entries("with").ToDictionary(i => i.Key, i => Expression.Expand(((YamlScalarNode)i.Value).Value!, Find));
        standIn(input => inputs.GetValueOrDefault(input, ""));
        return true;
    }

    private bool RunScript(YamlNode job, YamlNode step, string script)
    {
        string file = Path.Combine(Temp, "step.sh");
        string output = Path.Combine(Temp, "step-output");
        File.WriteAllText(file, script);
        File.WriteAllText(output, "");

        // What GitHub runs where a job names the shell, and where it does not.
        string[] shell = job.Text("defaults", "run", "shell") is not null ? ["--noprofile", "--norc", "-eo", "pipefail", file] : ["-e", file];
        var start = new ProcessStartInfo("bash", shell)
        {
            WorkingDirectory = Path.Combine(Workspace, step.Text("working-directory") ?? job.Text("defaults", "run", "working-directory") ?? ""),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in EnvironmentOf(job, step))
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] = $"{Programs}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["GITHUB_OUTPUT"] = output;
        start.Environment["GITHUB_STEP_SUMMARY"] = SummaryFile;
        start.Environment["RUNNER_TEMP"] = Temp;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        Log += process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Log += error.GetAwaiter().GetResult();
        foreach (string[] pair in File.ReadLines(output).Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2))
        {
            Set($"steps.{step.Text("id")}.outputs.{pair[0]}", pair[1]);
        }

        return process.ExitCode == 0;
    }

    private IEnumerable<KeyValuePair<string, string>> EnvironmentOf(YamlNode job, YamlNode step) =>
    [
        .. Variables,
        .. job.Entries("env").Concat(step.Entries("env")).Select(
            e => KeyValuePair.Create(e.Key, Expression.Expand(((YamlScalarNode)e.Value).Value ?? "", Find))),
    ];

    private string Find(string property) => _properties.GetValueOrDefault(property, "");
}
