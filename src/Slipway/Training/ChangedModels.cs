using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Registry;

namespace Slipway.Training;

/// <summary>Finds the models of a project that changed since a Git commit: those whose spec or data files did.</summary>
public static class ChangedModels
{
    /// <summary>Compares the project folder, as it is on disk, with a commit.</summary>
    /// <param name="project">The project; in a Git repository.</param>
    /// <param name="since">A commit, as Git names one: a hash, a branch, a tag, <c>HEAD~1</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>
    /// The models in ordinal order. One whose spec cannot be read is among them, so that training reports what is wrong with it. Or the
    /// problem <c>project.unknownCommit</c>.
    /// </returns>
    public static async Task<Result<IReadOnlyList<ModelName>>> FindAsync(Project project, string since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentException.ThrowIfNullOrEmpty(since);
        string? commit = await GitCommand.RunAsync(
            project.Folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", since + "^{commit}"], cancellationToken);

        // A file that moved is two changes here: the data that a model lost counts as well.
        string? changed = commit is null
            ? null
            : await GitCommand.RunAsync(
                project.Folder, ["diff", "--name-only", "--no-renames", "--relative", "-z", commit.Trim(), "--", "."], cancellationToken);
        string? added = await GitCommand.RunAsync(
            project.Folder, ["ls-files", "--others", "--exclude-standard", "-z", "--", "."], cancellationToken);
        if (changed is null || added is null)
        {
            return new Problem(
                "project.unknownCommit",
                $"Git knows no commit '{since}' in the project folder. Name one that the clone has, or fetch more of the history.");
        }

        string[] paths = [.. changed.Split('\0'), .. added.Split('\0')];
        return Result<IReadOnlyList<ModelName>>.Success([.. project.Models.Where(model => IsChanged(project, model, paths))]);
    }

    private static bool IsChanged(Project project, ModelName model, string[] paths) =>
        paths.Contains(Project.SpecPathOf(model))
        || !project.LoadModel(model).TryGetValue(out var source)
        || paths.Any(source.Spec.Data.Source.Names);
}
