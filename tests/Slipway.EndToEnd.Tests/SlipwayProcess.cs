using System.Diagnostics;
using Slipway.Benchmarks.Faults;

namespace Slipway.EndToEnd.Tests;

/// <summary>The built <c>slipway</c> command, run as users run it: as a process of its own.</summary>
internal sealed class SlipwayProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private SlipwayProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public static SlipwayProcess Start(string workingFolder, params string[] arguments) => Start(workingFolder, [], arguments);

    public static SlipwayProcess Start(string workingFolder, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = SlipwayCommand.With(arguments);
        start.WorkingDirectory = workingFolder;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new SlipwayProcess(Process.Start(start)!);
    }

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string workingFolder, params string[] arguments)
    {
        using var process = Start(workingFolder, arguments);
        return await process.WaitAsync();
    }

    public async Task<(int ExitCode, string Output, string Error)> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _output, await _error);
    }

    /// <summary>Ends it as <c>kill -9</c> does, at once; true when it was still running.</summary>
    public async Task<bool> KillAsync()
    {
        bool wasRunning = !_process.HasExited;
        _process.Kill();
        await WaitAsync();
        return wasRunning;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
