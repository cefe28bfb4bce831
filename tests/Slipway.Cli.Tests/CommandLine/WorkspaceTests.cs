using Slipway.Cli.CommandLine;

namespace Slipway.Cli.Tests.CommandLine;

public sealed class WorkspaceTests
{
    [Fact]
    public void ActorOf_AWorkflow_IsThePersonBehindIt()
    {
        Assert.Equal("github:octocat", Workspace.ActorOf("octocat", null));
        Assert.Equal("gitlab:tanuki", Workspace.ActorOf("", "tanuki"));
        Assert.Equal($"cli:{Environment.UserName}", Workspace.ActorOf(null, ""));
    }
}
