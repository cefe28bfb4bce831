namespace Slipway.Training;

/// <summary>The Git commit that a project folder stands at.</summary>
public static class GitCommit
{
    /// <summary>
    /// The commit, lower-case hex, with <c>-dirty</c> when files of the folder differ from it; null when the folder is not in a repository,
    /// has no commit yet, or there is no <c>git</c>.
    /// </summary>
    public static async Task<string?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        string? commit = await GitCommand.RunAsync(folder, ["rev-parse", "HEAD"], cancellationToken);
        if (string.IsNullOrWhiteSpace(commit))
        {
            return null;
        }

        string? changes = await GitCommand.RunAsync(folder, ["status", "--porcelain", "--", "."], cancellationToken);
        return commit.Trim() + (string.IsNullOrWhiteSpace(changes) ? "" : "-dirty");
    }
}
