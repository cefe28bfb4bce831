namespace Slipway.Delivery.Tests.Workflows;

/// <summary>The order of deploy.yml and its way back, with stand-ins for Azure: the scripts run from the YAML, az and curl are recorded.</summary>
public sealed class DeployWorkflowTests : IDisposable
{
    private const string Azure =
        """
        echo "az $*" >> "$RECORD"
        case "$*" in
          *what-if*) echo '{"changes":[{"changeType":"Create","resourceId":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/app"},{"changeType":"NoChange","resourceId":"/x"}]}' ;;
          *main.bicep*) [ -f slipway/infra/deployed.bicepparam ]; echo '{"azurE_FUNCTIONAPP_NAME":{"value":"app"},"azurE_FUNCTIONAPP_HOSTNAME":{"value":"app.example.com"},"azurE_STORAGE_ACCOUNT":{"value":"account"},"azurE_ACTION_GROUP_ID":{"value":"/group"}}' ;;
          *"blob exists"*) echo "$WORKED" ;;
          *"blob download"*) touch previous.zip ;;
          *"keys list"*) echo true ;;
        esac
        """;

    private readonly LocalRunner _runner = new();
    private readonly List<string> _packages = [];

    public DeployWorkflowTests()
    {
        _runner.Set("inputs.environment", "prod");
        _runner.Set("vars.AZURE_RESOURCE_GROUP", "group");
        _runner.Set("github.repository", "contoso/models");
        _runner.Set("github.event.pull_request.head.repo.full_name", "contoso/models");
        _runner.Variables["RECORD"] = Path.Combine(_runner.Temp, "record");
        _runner.AddProgram("az", Azure);
        _runner.Replace("actions/checkout", input =>
        {
            string folder = Path.Combine(_runner.Workspace, input("path"), "infra");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "prod.bicepparam"), "using 'main.bicep'\n");
        });
        _runner.Replace("azure/login", _ => { });
        _runner.Replace("actions/download-artifact", input => Directory.CreateDirectory(Path.Combine(_runner.Workspace, input("path"))));
        _runner.Replace("azure/functions-action", input => _packages.Add($"{input("app-name")}: {input("package")}"));
    }

    private string[] Calls => File.ReadAllLines(_runner.Variables["RECORD"]);

    [ToolFact("jq")]
    public void Deploy_OfASoundApp_GoesFromInfrastructureToTrialAndIsRemembered()
    {
        var result = Deploy(worked: false, isReady: true);

        Assert.True(result == "success", _runner.Log);
        Assert.Equal(["app: app/app.zip"], _packages);
        int infra = Array.FindIndex(Calls, c => c.Contains("main.bicep", StringComparison.Ordinal));
        int keys = Array.FindIndex(Calls, c => c.Contains("keys list", StringComparison.Ordinal));
        int events = Array.FindIndex(Calls, c => c.Contains("events.bicep", StringComparison.Ordinal));
        int remembered = Array.FindIndex(Calls, c => c.Contains("blob upload", StringComparison.Ordinal));
        Assert.True(0 <= infra && infra < keys && keys < events && events < remembered, string.Join('\n', Calls));
        Assert.Contains("functionAppName=app storageAccountName=account actionGroupId=/group", Calls[events], StringComparison.Ordinal);
    }

    [ToolFact("jq")]
    public void Deploy_OfAnAppThatDoesNotAnswer_PutsThePackageBackThatWorked()
    {
        var result = Deploy(worked: true, isReady: false);

        Assert.Equal("failure", result);
        Assert.Equal(["app: app/app.zip", "app: previous.zip"], _packages);
        Assert.DoesNotContain(Calls, c => c.Contains("blob upload", StringComparison.Ordinal));
        Assert.Contains("was deployed again", _runner.Summary, StringComparison.Ordinal);
    }

    [ToolFact("jq")]
    public void Deploy_FirstAppThatDoesNotAnswer_HasNothingToGoBackTo()
    {
        var result = Deploy(worked: false, isReady: false);

        Assert.Equal("failure", result);
        Assert.Equal(["app: app/app.zip"], _packages);
        Assert.Contains("nothing to go back to", _runner.Summary, StringComparison.Ordinal);
    }

    [ToolFact("jq")]
    public void Plan_OnAPullRequest_ListsWhatWouldChangeAndDeploysNothing()
    {
        _runner.Set("github.event_name", "pull_request");
        var workflow = WorkflowFile.Of(".github/workflows/deploy.yml");

        Assert.True(_runner.Run(workflow, "plan") == "success", _runner.Log);
        Assert.Equal("skipped", _runner.Run(workflow, "deploy"));
        Assert.Contains("| Create | `Microsoft.Web/sites/app` |", _runner.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("NoChange", _runner.Summary, StringComparison.Ordinal);
        Assert.All(Calls, call => Assert.Contains("what-if", call, StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_ForAFork_IsSkipped()
    {
        _runner.Set("github.event_name", "pull_request");
        _runner.Set("github.event.pull_request.head.repo.full_name", "mallory/models");

        Assert.Equal("skipped", _runner.Run(WorkflowFile.Of(".github/workflows/deploy.yml"), "plan"));
    }

    public void Dispose() => _runner.Dispose();

    private string Deploy(bool worked, bool isReady)
    {
        _runner.Set("github.event_name", "push");
        _runner.Variables["WORKED"] = worked ? "true" : "false";
        _runner.AddProgram("curl", isReady ? """echo '{"status":"ready","models":0,"faults":[]}'""" : "exit 22");
        return _runner.Run(WorkflowFile.Of(".github/workflows/deploy.yml"), "deploy");
    }
}
