namespace Slipway.Cli.Tests.CommandLine;

/// <summary>A command is made alone where the first word names it; that must not show.</summary>
public sealed class SlipwayCommandTests
{
    [Fact]
    public async Task Help_OfEachCommandInTheHelp_IsItsOwn()
    {
        var root = await CliRun.RunAsync("--help");
        var names = root.Output.Split('\n').SkipWhile(line => !line.StartsWith("Commands:", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Where(line => char.IsAsciiLetterLower(line[2])).Select(line => line.Trim().Split(' ')[0]).ToList();

        Assert.Contains("serve", names);
        foreach (string name in names)
        {
            var help = await CliRun.RunAsync(name, "--help");
            Assert.Equal(0, help.ExitCode);
            Assert.Contains($"slipway {name}", help.Output, StringComparison.Ordinal);
        }
    }
}
