using Slipway.Datasets;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Projects.Reading;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Training;

/// <summary>The spec of a project's model and its data, read and checked as training does. Holds a temporary file; dispose it.</summary>
internal sealed class ProjectData : IAsyncDisposable
{
    private ProjectData(ProjectModel source, GatheredContent content, PreparedRows prepared) =>
        (Source, Content, Prepared) = (source, content, prepared);

    public ProjectModel Source { get; }

    public GatheredContent Content { get; }

    public PreparedRows Prepared { get; }

    /// <summary>Loads and checks; writes nothing.</summary>
    public static async Task<Result<ProjectData>> LoadAsync(
        Project project, ModelName model, IObjectStore store, CancellationToken cancellationToken)
    {
        var loaded = project.LoadModel(model);
        if (!loaded.TryGetValue(out var source))
        {
            return Result<ProjectData>.Failure(loaded.Problems);
        }

        var found = source.Spec.Data.Source.Kind == DataSourceKind.Blob
            ? await StoredSources.FindAsync(store, source.Spec.Data.Source, cancellationToken)
            : Result<IReadOnlyList<SourceFile>>.Success([.. source.DataFiles.Select(path => FileOf(project, path))]);
        if (!found.TryGetValue(out var files))
        {
            return Result<ProjectData>.Failure(found.Problems);
        }

        var gathered = await GatheredContent.GatherAsync(files, cancellationToken);
        if (!gathered.TryGetValue(out var content))
        {
            return Result<ProjectData>.Failure(gathered.Problems);
        }

        var checkedData = Check(source, content, cancellationToken);
        if (!checkedData.IsSuccess)
        {
            await content.DisposeAsync();
        }

        return checkedData;
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private static SourceFile FileOf(Project project, string path) => new(
        Path.GetRelativePath(project.Folder, path).Replace('\\', '/'), _ => Task.FromResult<Stream>(File.OpenRead(path)));

    private static Result<ProjectData> Check(ProjectModel source, GatheredContent content, CancellationToken cancellationToken)
    {
        var read = DatasetReader.Read(content.Stream, content.Parts, source.Spec, cancellationToken);
        if (!read.TryGetValue(out var dataset))
        {
            return Result<ProjectData>.Failure(read.Problems);
        }

        var unknown = FindUnknownColumns(source, dataset);
        var built = TrainingDataBuilder.Build(source.Spec, dataset.Table);
        return unknown.Count == 0 && built.TryGetValue(out var rows)
            ? new ProjectData(source, content, new PreparedRows(dataset, rows))
            : Result<ProjectData>.Failure([.. unknown, .. built.Problems, .. dataset.Warnings]);
    }

    // A misspelt name among those to redact would keep all inputs from being logged, and monitoring from seeing them.
    private static List<Problem> FindUnknownColumns(ProjectModel source, LoadedDataset dataset)
    {
        var known = dataset.Table.Columns.Select(c => c.Name).Concat(source.Spec.Data.Ignore).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. source.NamedColumns.Where(named => !known.Contains(named.Column)).Select(named => new Problem(
                "data.unknownColumn",
                $"{named.Key}: The data has no column '{named.Column}'.{Spelling.Suggest(named.Column, known)} Name a column of the data, or remove it.")
            {
                Location = named.Location,
            }),
        ];
    }
}
