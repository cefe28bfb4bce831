using System.Diagnostics;
using System.Globalization;

namespace Slipway.Benchmarks.Hostile;

/// <summary>An attacker in a process of its own, as others' machines are no part of the server's.</summary>
internal sealed class AttackerProcess : IDisposable
{
    private readonly Process _process;

    private AttackerProcess(Process process) => _process = process;

    public static async Task<AttackerProcess> StartAsync(Attack attack, int port, string path, int count)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Slipway.Benchmarks.dll"), "attack", $"{attack}",
                port.ToString(CultureInfo.InvariantCulture), path, count.ToString(CultureInfo.InvariantCulture),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;

        // What the attack costs its sender must not be taken from the server and the clients, as it would not be on a machine of its own.
        process.PriorityClass = ProcessPriorityClass.Idle;
        return await process.StandardOutput.ReadLineAsync() == Attacker.Ready
            ? new AttackerProcess(process)
            : throw new InvalidOperationException("The attacker did not start.");
    }

    /// <returns>What became of its attacks.</returns>
    public async Task<string> StopAsync()
    {
        _process.StandardInput.Close();
        string summary = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return summary.Trim();
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
