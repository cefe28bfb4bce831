using System.ComponentModel;
using System.Diagnostics;

namespace Slipway.Delivery.Tests;

/// <summary>One run of a program that judges files: what it said, and how it ended.</summary>
internal sealed record ToolRun(int ExitCode, string Output)
{
    /// <summary>Runs a program to its end; standard output and error come together.</summary>
    /// <exception cref="Win32Exception">The program is not on the path.</exception>
    public static ToolRun Of(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    /// <summary>Whether a program is on the path.</summary>
    public static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
