using Slipway.Learning.Results;
using Slipway.Projects.Reading;
using Slipway.Registry;

namespace Slipway.Projects;

/// <summary>A folder with models. Files are read when a model is loaded, not before. Safe to use from several threads.</summary>
public sealed class Project
{
    internal const string ModelsFolder = "models";
    internal const string SpecFile = "model.yaml";

    internal Project(string folder, IReadOnlyList<ModelName> models) => (Folder, Models) = (folder, models);

    /// <summary>The absolute path of the folder.</summary>
    public string Folder { get; }

    /// <summary>The models that it had when it was opened, in ordinal order.</summary>
    public IReadOnlyList<ModelName> Models { get; }

    internal static string SpecPathOf(ModelName name) => $"{ModelsFolder}/{name}/{SpecFile}";

    /// <summary>Reads the spec of a model and finds its data.</summary>
    /// <returns>
    /// The model, or all problems: those of the spec (see <see cref="SpecReader"/>), <c>project.unknownModel</c>,
    /// <c>project.specNotUtf8</c>, <c>project.nameDiffers</c>, <c>project.linkRefused</c>, <c>project.dataNotFound</c>.
    /// </returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be read.</exception>
    public Result<ProjectModel> LoadModel(ModelName name)
    {
        string specPath = SpecPathOf(name);
        string file = Path.Combine(Folder, ModelsFolder, name.Value, SpecFile);
        if (!Models.Contains(name) || !File.Exists(file))
        {
            return new Problem(
                "project.unknownModel", $"The project has no model '{name}'.{Spelling.Suggest(name.Value, Models.Select(m => m.Value))} "
                + $"It has {string.Join(", ", Models)}; add {specPath} for another.");
        }

        var problems = new SpecProblems(specPath);
        if (ProjectPaths.FindLink(Folder, specPath) is { } link)
        {
            problems.Add("project.linkRefused", 1, 1, ProjectPaths.ExplainLink(link));
            return Result<ProjectModel>.Failure(problems.ToList());
        }

        var bindings = new SpecBindings();
        if (SpecFileText.Read(file, problems) is not { } text || SpecReader.Read(text, problems, bindings) is not { } spec)
        {
            return Result<ProjectModel>.Failure(problems.ToList());
        }

        if (spec.Name != name)
        {
            problems.Add(
                "project.nameDiffers", bindings.Find("name")!.Place,
                $"name: '{spec.Name}' differs from the folder, '{name}', but they must be the same; rename one of them.");
        }

        var dataFiles = ProjectPaths.FindFiles(Folder, spec.Data.Source, bindings.Find("data.source")!.Place, problems);
        return problems.Any
            ? Result<ProjectModel>.Failure(problems.ToList())
            : new ProjectModel(spec, text, dataFiles)
            {
                NamedColumns =
                [
                    .. bindings.All("serve.log.redact").Select(b => ("serve.log.redact", (string)b.Value, LocationOf(b))),
                    .. bindings.All("monitor.drift.columnThresholds").Select(b => ("monitor.drift.columnThresholds", b.Key, LocationOf(b))),
                ],
            };

        FileLocation LocationOf(BoundValue value) => new(specPath, value.Place.LineNumber, value.Place.ColumnNumber);
    }
}
