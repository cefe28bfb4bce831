using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Slipway.Delivery.Tests.Workflows;

/// <summary>A workflow, or a composite action, of this repository.</summary>
internal sealed record WorkflowFile(string Path, YamlMappingNode Root)
{
    /// <summary>The path from the top level.</summary>
    public string Name => System.IO.Path.GetRelativePath(Repository.Root, Path).Replace('\\', '/');

    /// <summary>Whether it is an action, which has steps of its own and no jobs.</summary>
    public bool IsAction => Root.Find("runs") is not null;

    public static IReadOnlyList<WorkflowFile> Workflows { get; } = [.. Load(".github/workflows"), .. Load("templates/workflows")];

    public static IReadOnlyList<WorkflowFile> All { get; } = [.. Workflows, .. Load(".github/actions")];

    public static WorkflowFile Of(string name) => Workflows.Single(w => w.Name == name);

    /// <summary>All steps, with what names each of them for people.</summary>
    public IEnumerable<(string Place, YamlNode Step)> Steps()
    {
        var lists = IsAction
            ? [("runs", Root.Items("runs", "steps"))]
            : Root.Entries("jobs").Select(job => (job.Key, job.Value.Items("steps")));
        return lists.SelectMany(list => list.Item2.Select(
            (step, index) => (string.Create(CultureInfo.InvariantCulture, $"{Name}: {list.Item1}, step {index + 1}"), step)));
    }

    private static IEnumerable<WorkflowFile> Load(string folder) => Directory
        .EnumerateFiles(Repository.PathOf(folder), "*.yml", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => new WorkflowFile(file, Yaml.Load(file)));
}
