using System.ComponentModel;
using System.Diagnostics;

namespace Slipway.Training;

/// <summary>The Git commit that a project folder stands at.</summary>
public static class GitCommit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The commit, lower-case hex, with <c>-dirty</c> when files of the folder differ from it; null when the folder is not in a repository,
    /// has no commit yet, or there is no <c>git</c>.
    /// </summary>
    public static async Task<string?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        string? commit = await RunGitAsync(folder, ["rev-parse", "HEAD"], cancellationToken);
        if (string.IsNullOrWhiteSpace(commit))
        {
            return null;
        }

        string? changes = await RunGitAsync(folder, ["status", "--porcelain", "--", "."], cancellationToken);
        return commit.Trim() + (string.IsNullOrWhiteSpace(changes) ? "" : "-dirty");
    }

    private static async Task<string?> RunGitAsync(string folder, string[] arguments, CancellationToken cancellationToken)
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
