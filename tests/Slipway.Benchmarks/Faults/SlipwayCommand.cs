using System.Diagnostics;

namespace Slipway.Benchmarks.Faults;

/// <summary>
/// The <c>slipway</c> command under test, a process whose output is read: the built one, or the published one that the variable
/// <c>SLIPWAY_COMMAND</c> names.
/// </summary>
internal static class SlipwayCommand
{
    private static readonly string? Published = Environment.GetEnvironmentVariable("SLIPWAY_COMMAND");

    /// <summary>Whether it was built with the trainers of Microsoft.ML.</summary>
    public static bool HasMlNet =>
        File.Exists(Path.Combine(Path.GetDirectoryName(Published) ?? AppContext.BaseDirectory, "Microsoft.ML.Core.dll"));

    public static ProcessStartInfo With(params IEnumerable<string> arguments)
    {
        var start = Published is null
            ? new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Slipway.Cli.dll"), .. arguments])
            : new ProcessStartInfo(Published, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        return start;
    }
}
