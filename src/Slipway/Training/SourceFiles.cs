using Slipway.Datasets;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>The data files of a project's model, named as its spec knows them.</summary>
internal static class SourceFiles
{
    public static IReadOnlyList<SourceFile> Of(Project project, ProjectModel model) =>
    [
        .. model.DataFiles.Select(path => new SourceFile(
            Path.GetRelativePath(project.Folder, path).Replace('\\', '/'), _ => Task.FromResult<Stream>(File.OpenRead(path)))),
    ];
}
