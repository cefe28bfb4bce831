using Slipway.Learning.Results;
using Slipway.Registry;

namespace Slipway.Projects;

/// <summary>Opens project folders.</summary>
public static class ProjectFolder
{
    /// <summary>Opens the folder of a project: one that has <c>models/&lt;name&gt;/model.yaml</c>.</summary>
    /// <param name="path">The folder, absolute or relative to the working directory.</param>
    /// <returns>
    /// The project, or the problems <c>project.notFound</c>, <c>project.noModels</c> and, for each folder in <c>models</c> that has a spec
    /// but a name that no model can have, <c>project.badModelFolder</c>.
    /// </returns>
    public static Result<Project> Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string modelsFolder = Path.Combine(root, Project.ModelsFolder);
        if (!Directory.Exists(root))
        {
            return new Problem("project.notFound", $"There is no folder '{path}'; check the path, or make a project with 'slipway new'.");
        }

        string[] names = Directory.Exists(modelsFolder)
            ? [.. Directory.EnumerateDirectories(modelsFolder)
                .Where(folder => File.Exists(Path.Combine(folder, Project.SpecFile)))
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal)]
            : [];
        if (names.Length == 0)
        {
            return new Problem(
                "project.noModels",
                $"The folder '{path}' has no models/<name>/model.yaml, which a project has for each model; "
                + "name the project's folder, or make one with 'slipway new'.");
        }

        var models = new List<ModelName>(names.Length);
        var problems = new List<Problem>();
        foreach (string name in names)
        {
            if (ModelName.TryParse(name, out var model))
            {
                models.Add(model);
            }
            else
            {
                problems.Add(new Problem(
                    "project.badModelFolder",
                    $"The folder 'models/{name}' holds a spec, but its name is not {ModelName.Rule}; rename it."));
            }
        }

        return problems.Count > 0 ? Result<Project>.Failure(problems) : new Project(root, models);
    }
}
