using System.ComponentModel;
using System.Diagnostics;

namespace Slipway.Training;

/// <summary>Runs <c>git</c> where there is one.</summary>
internal static class GitCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What a command printed; null when it failed, took too long, or there is no <c>git</c>.</summary>
    public static async Task<string?> RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(start);
            if (process is null)
            {
                return null;
            }

            var error = process.StandardError.ReadToEndAsync(patience.Token);
            string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await error;
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
