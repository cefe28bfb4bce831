using System.Reflection;
using System.Text.RegularExpressions;

namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Bicep's own compiler and linter, which builds with the packages of the cloud bring along.</summary>
internal static partial class BicepCompiler
{
    private static readonly string Program = typeof(BicepCompiler).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "BicepCompiler")?.Value ?? "";

    public static string? SkipReason => Program.Length > 0
        ? null
        : "Bicep's compiler is not here. Build with -p:CloudPackages=true on Linux (x64) to get it.";

    /// <summary>Compiles and lints all files below a folder; the files that are made stand beside them.</summary>
    /// <returns>What the compiler says, by the path below the folder.</returns>
    public static IReadOnlyList<Finding> Compile(string folder)
    {
        var files = Run("lint", folder, "bicep", "--no-restore");
        var parameters = Run("build-params", folder, "bicepparam", "--no-restore");
        return [.. files.Concat(parameters).Distinct()];
    }

    /// <summary>Makes what is deployed of all files below a folder.</summary>
    public static IReadOnlyList<Finding> Build(string folder) => Run("build", folder, "bicep", "--no-restore");

    private static IReadOnlyList<Finding> Run(string command, string folder, string kind, params string[] options)
    {
        string[] arguments = [command, "--pattern", Path.Combine(folder, "**", "*." + kind), .. options];
        var run = ToolRun.Of(Program, arguments);
        Finding[] findings =
        [
            .. Diagnostic().Matches(run.Output).Select(found => new Finding(
                Path.GetRelativePath(folder, found.Groups["file"].Value),
                int.Parse(found.Groups["line"].ValueSpan),
                found.Groups["code"].Value,
                found.Groups["message"].Value.TrimEnd())),
        ];

        Assert.True(run.ExitCode == 0 || findings.Length > 0, run.Output);
        return findings;
    }

    [GeneratedRegex(@"^(?<file>.+)\((?<line>\d+),\d+\) : (Error|Warning|Info) (?<code>[\w-]+): (?<message>.*)$", RegexOptions.Multiline)]
    private static partial Regex Diagnostic();
}
