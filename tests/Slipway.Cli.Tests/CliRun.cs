using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;

namespace Slipway.Cli.Tests;

/// <summary>One command line, run in this process, and what it printed.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static async Task<CliRun> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = await SlipwayCommand.RunAsync(arguments, new CliOutput(output, error, false, false));
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}
