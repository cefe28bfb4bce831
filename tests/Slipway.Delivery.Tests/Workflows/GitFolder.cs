using System.Diagnostics;

namespace Slipway.Delivery.Tests.Workflows;

/// <summary>A folder under Git.</summary>
internal sealed record GitFolder(string Path)
{
    public string Head => Run("rev-parse", "HEAD").Trim();

    public static GitFolder Create(string path)
    {
        var folder = new GitFolder(path);
        folder.Run("init", "--quiet", "--initial-branch", "main");
        folder.Commit("begin");
        return folder;
    }

    /// <summary>Changes a file and commits.</summary>
    /// <returns>The commit.</returns>
    public string Change(string file, Func<string, string> change)
    {
        string path = System.IO.Path.Combine(Path, file);
        File.WriteAllText(path, change(File.ReadAllText(path)));
        return Commit($"change {file}");
    }

    /// <summary>Clones it, with all of its history.</summary>
    public void CloneTo(string target)
    {
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Run("clone", "--quiet", Path, target);
    }

    private string Commit(string message)
    {
        Run("add", ".");
        Run("-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", message);
        return Head;
    }

    private string Run(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Path, RedirectStandardOutput = true })!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed.");
    }
}
