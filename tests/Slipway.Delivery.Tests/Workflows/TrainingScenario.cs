using Slipway.Audit;
using Slipway.Azure;
using Slipway.Azure.Tests;
using Slipway.Registry;
using Slipway.Storage;
using Slipway.Training;

namespace Slipway.Delivery.Tests.Workflows;

/// <summary>
/// A repository with two of the sample models, a storage account (Azurite), and what the training workflows need of GitHub: its command
/// <c>gh</c> and its actions, each with a stand-in.
/// </summary>
internal sealed class TrainingScenario : IDisposable
{
    private const string GitHubCommand =
        """
        case "$*" in
          *actions/workflows/train.yml/runs*) cat "$GITHUB_STATE/last-success" 2> /dev/null || true ;;
          *"--method P"*) cp "$RUNNER_TEMP/comment.md" "$GITHUB_STATE/comment.md"; echo "$3" >> "$GITHUB_STATE/comments" ;;
          *issues/7/comments*) if [ -f "$GITHUB_STATE/comment.md" ]; then echo 4711; fi ;;
          *) echo "gh $*: not known here" >&2; exit 1 ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Azurite _azurite;

    private TrainingScenario(Azurite azurite, TemporaryFolder folder) => (_azurite, _folder) = (azurite, folder);

    public GitFolder Origin { get; private set; } = null!;

    /// <summary>The comment on the pull request; null when there is none.</summary>
    public string? Comment => File.Exists(_folder["github/comment.md"]) ? File.ReadAllText(_folder["github/comment.md"]) : null;

    /// <summary>How the comment was written, each time.</summary>
    public string[] CommentMethods => File.Exists(_folder["github/comments"]) ? File.ReadAllLines(_folder["github/comments"]) : [];

    public static async Task<TrainingScenario> StartAsync()
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["azurite"]);
        Directory.CreateDirectory(folder["github"]);
        var scenario = new TrainingScenario(await Azurite.StartAsync(folder["azurite"]), folder);
        scenario.MakeOrigin();
        return scenario;
    }

    /// <summary>Runs the jobs of a workflow that this repository offers, as GitHub does for an event.</summary>
    /// <returns>The runner, and what the first job came to.</returns>
    public (LocalRunner Runner, string Result) Run(string workflow, string @event, string before, params (string Property, string Value)[] properties)
    {
        var runner = new LocalRunner();
        foreach (var (property, value) in properties)
        {
            runner.Set(property, value);
        }

        runner.Set("vars.AZURE_STORAGE_ACCOUNT", _azurite.ConnectionString);
        runner.Set("github.event_name", @event);
        runner.Set("github.repository", "contoso/models");
        runner.Set("github.event.pull_request.head.repo.full_name", "contoso/models");
        runner.Set("github.event.pull_request.number", "7");
        runner.Set("github.event.pull_request.base.sha", before);
        runner.Set("github.event.before", before);
        runner.Set("runner.temp", runner.Temp);
        runner.Variables["GITHUB_STATE"] = _folder["github"];
        runner.Variables["GITHUB_EVENT_NAME"] = @event;
        runner.Variables["GITHUB_REPOSITORY"] = "contoso/models";
        runner.Variables["GITHUB_REF_NAME"] = "main";
        runner.Variables["GITHUB_ACTOR"] = "octocat";
        runner.Variables["GITHUB_WORKFLOW_REF"] = "contoso/models/.github/workflows/train.yml@refs/heads/main";
        runner.AddProgram("gh", GitHubCommand);
        ReplaceActions(runner);

        var file = WorkflowFile.Of($".github/workflows/{workflow}.yml");
        string[] results = [.. file.Root.Entries("jobs").Select(job => runner.Run(file, job.Key))];
        if (results[0] == "success" && @event == "push")
        {
            File.WriteAllText(_folder["github/last-success"], Origin.Head);
        }

        return (runner, results[0]);
    }

    /// <summary>The runs in the store, by model and then oldest first.</summary>
    public async Task<List<TrainingRun>> ListRunsAsync()
    {
        var runs = new List<TrainingRun>();
        await foreach (var run in new RunStore(OpenStore()).ListAsync(null, default))
        {
            runs.Add(run);
        }

        return runs;
    }

    /// <summary>The version that serves; null when none does.</summary>
    public async Task<int?> FindChampionAsync(string model)
    {
        var store = OpenStore();
        var registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
        return (await registry.ResolveAsync(ModelName.Parse(model), "champion", default)).TryGetValue(out int version) ? version : null;
    }

    public void Dispose()
    {
        _azurite.Dispose();
        _folder.Dispose();
    }

    private IObjectStore OpenStore() => AzureStorage.Open(_azurite.ConnectionString, new AzureStorageOptions()).Value.Store;

    private static string SlipwayScript => $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "Slipway.Cli.dll")}' \"$@\"";

    private void MakeOrigin()
    {
        foreach (string sample in new[] { "wine", "breast-cancer" })
        {
            string source = Repository.PathOf($"templates/projects/{sample}");
            foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".md", StringComparison.Ordinal)))
            {
                string copy = Path.Combine(_folder["origin"], Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.WriteAllText(copy, Quicker(File.ReadAllText(file)));
            }
        }

        Origin = GitFolder.Create(_folder["origin"]);
    }

    // The samples search for longer than a test of the workflow needs.
    private static string Quicker(string text) => text
        .Replace("[linear, gbdt, forest]", "[linear]", StringComparison.Ordinal)
        .Replace("[linear, gbdt, forest, discriminant]", "[linear]", StringComparison.Ordinal)
        .Replace("folds: 5", "folds: 2", StringComparison.Ordinal)
        .Replace("{ logLoss: 0.02 }", "{ logLoss: 1 }", StringComparison.Ordinal)
        .Replace("trials: 90", "trials: 3", StringComparison.Ordinal)
        .Replace("trials: 24", "trials: 3", StringComparison.Ordinal)
        .Replace("accuracy: \">= 0.97\"", "accuracy: \">= 0.9\"", StringComparison.Ordinal)
        .Replace("accuracy: \">= 0.965\", auc: \">= 0.993\"", "accuracy: \">= 0.9\"", StringComparison.Ordinal);

    private void ReplaceActions(LocalRunner runner)
    {
        string artifact = Path.Combine(_folder["github"], "artifact");
        runner.Replace("actions/checkout", input =>
        {
            if (input("path") == "project")
            {
                Origin.CloneTo(Path.Combine(runner.Workspace, "project"));
            }
        });
        runner.Replace("./slipway/.github/actions/setup-slipway", _ => runner.AddProgram("slipway", SlipwayScript));
        runner.Replace("azure/login", _ => { });
        runner.Replace("actions/upload-artifact", input => File.Copy(input("path"), artifact, overwrite: true));
        runner.Replace("actions/download-artifact", input => File.Copy(artifact, Path.Combine(input("path"), "training.md"), overwrite: true));
    }
}
