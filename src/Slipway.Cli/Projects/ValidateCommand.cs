using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Results;
using Slipway.Training;

namespace Slipway.Cli.Projects;

/// <summary><c>slipway validate</c></summary>
internal static class ValidateCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var models = new Argument<string[]>("model") { Description = "The models to check; all of the project when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var project = CommonOptions.Project();
        var store = CommonOptions.StoreOfProject();
        var json = CommonOptions.Json();
        var command = new Command("validate", "Checks the specs of a project and their data; writes nothing.") { models, project, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            var opened = ProjectFolder.Open(arguments.GetValue(project)!);
            if (!opened.TryGetValue(out var folder))
            {
                return output.Fail(opened.Problems, asJson);
            }

            var named = CommonOptions.ModelNames(arguments.GetValue(models)!, folder);
            if (!named.TryGetValue(out var names))
            {
                return output.Fail(named.Problems, asJson);
            }

            var workspace = Workspace.Open(arguments, CommonOptions.StoreFolder(arguments.GetValue(store), folder.Folder));
            var problems = new List<Problem>();
            var checks = new List<ProjectModelReport>();
            foreach (var name in names)
            {
                var validated = await ValidateProjectModel.HandleAsync(folder, name, workspace.Store, cancellationToken);
                problems.AddRange(validated.Problems);
                if (validated.TryGetValue(out var report))
                {
                    checks.Add(report);
                    output.Warn(report.Warnings);
                    if (!asJson)
                    {
                        output.WriteLine($"{name}: {report.Rows} rows, {report.Features.Count} features, valid");
                    }
                }
            }

            if (asJson)
            {
                output.WriteJson(new Validation(checks, problems));
            }

            return problems.Count > 0 ? output.Fail(problems, json: false) : (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, null, ["slipway validate", "slipway validate wine --project my-models --json"]);
    }
}
