using System.Text.RegularExpressions;
using Slipway.Learning.Tests.Onnx;
using Slipway.Web;

namespace Slipway.Delivery.Tests.Operations;

public sealed partial class DockerfileTests
{
    private const string Dockerfile = "templates/ops/docker/Dockerfile";
    private static readonly NodePackage Linter = new("dockerfilelint");
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf(Dockerfile));

    [LinterFact]
    public void Dockerfile_PassesDockerfilelint()
    {
        var (exitCode, error) = Linter.Run(
            Path.Combine(AppContext.BaseDirectory, "Operations", "dockerfilelint.mjs"), Repository.PathOf(Dockerfile));

        Assert.True(exitCode == 0, error);
    }

    [Fact]
    public void Image_IsServedByAUserThatIsNotRootAndAsksForItsHealth()
    {
        string[] last = [.. Lines.Skip(Array.FindLastIndex(Lines, line => line.StartsWith("FROM ", StringComparison.Ordinal)))];

        Assert.Contains("-chiseled", last[0], StringComparison.Ordinal);
        Assert.Matches("^USER [1-9][0-9]*$", Assert.Single(last, line => line.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.Contains($"EXPOSE {SlipwayWebOptions.DefaultPort}", last);

        // An image without a shell: commands are lists.
        Assert.All(last.Where(line => CommandLine().IsMatch(line)), line => Assert.Matches("\\[\"[^]]+\"\\]$", line));
        Assert.Contains(last, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && line.EndsWith("\"health\"]", StringComparison.Ordinal));
    }

    [Fact]
    public void Variables_AreOptionsOfTheServer() => Assert.All(
        Lines.SelectMany(line => Variable().Matches(line)).Select(m => m.Groups[1].Value), name => Assert.Null(ServerOptions.FindFault(name)));

    [Fact]
    public void Sources_AreHereAndReachTheBuild()
    {
        string[] context = File.ReadAllLines(Repository.PathOf(Dockerfile + ".dockerignore"));
        var copied = Lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).ToList();

        Assert.NotEmpty(copied);
        Assert.All(copied, source => Assert.NotEmpty(Directory.EnumerateFileSystemEntries(Repository.Root, source.TrimEnd('/'))));
        Assert.All(copied, source => Assert.Contains(context, line => line.StartsWith("!" + source.TrimEnd('/'), StringComparison.Ordinal)));

        // What MSBuild reads at the top level goes along.
        Assert.Contains("*.props", copied);
        Assert.Contains("global.json", copied);
        Assert.Empty(Directory.EnumerateFiles(Repository.Root, "*.targets"));
    }

    [GeneratedRegex("^(HEALTHCHECK|ENTRYPOINT|CMD) ")]
    private static partial Regex CommandLine();

    [GeneratedRegex("(Slipway__[A-Za-z_]+)=")]
    private static partial Regex Variable();

    private sealed class LinterFactAttribute : FactAttribute
    {
        public LinterFactAttribute() => Skip = Linter.SkipReason;
    }
}
