using System.CommandLine;
using System.Globalization;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Datasets;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Results;
using Slipway.Storage;

namespace Slipway.Cli.Datasets;

/// <summary><c>slipway data add|list|show|diff|use</c></summary>
internal static class DataCommands
{
    public static IEnumerable<CommandWithExamples> Create(CliOutput output)
    {
        var group = new Command("data", "Adds labelled rows to what models learn from, and shows and compares its versions.");
        return [Add(group, output), List(group, output), Show(group, output), Diff(group, output), Use(group, output)];
    }

    private static CommandWithExamples Add(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var file = new Argument<string>("file") { Description = "A CSV of labelled rows, .csv or .csv.gz." };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("add", "Adds the new rows of a file as a new dataset version, as dropping it into training/ does.")
        {
            model, file, store, json,
        };
        command.SetAction((arguments, cancellationToken) => WithModelAsync(output, arguments.GetValue(model)!, arguments.GetValue(json), async name =>
        {
            string path = arguments.GetValue(file)!;
            if (!File.Exists(path))
            {
                return output.Fail([new Problem("data.fileNotFound", $"There is no file '{path}'.")], arguments.GetValue(json));
            }

            var workspace = Workspace.Open(arguments, arguments.GetValue(store)!);
            using var automation = new Automation(workspace);
            var target = new ObjectPath(IngestTrainingFile.Container, $"{name}/{Path.GetFileName(path)}");
            await using (var content = File.OpenRead(path))
            {
                await workspace.Store.PutAsync(target, content, PutCondition.Always, cancellationToken);
            }

            return ReportAdded(output, await automation.Ingest.HandleAsync(target, cancellationToken), arguments.GetValue(json));
        }));
        return new CommandWithExamples(command, group, ["slipway data add wine harvest-2026.csv"]);
    }

    private static int ReportAdded(CliOutput output, IngestedFile file, bool asJson)
    {
        if (file.Rows is not { } rows)
        {
            return output.Fail(file.Problems, asJson);
        }

        output.Warn(rows.Warnings);
        if (asJson)
        {
            output.WriteJson(file);
        }
        else
        {
            output.WriteLine(
                $"{rows.Added} rows added, {rows.Duplicates} known already, {rows.Rejected} rejected. Dataset version {rows.Version[..DataTables.ShortVersion]} has {rows.TotalRows} rows.");
            if (rows.Rejected > 0)
            {
                output.WriteMessage($"The rejected rows and their reasons are in rejected/{file.Source} of the store.");
            }
        }

        return (int)ExitCode.Ok;
    }

    private static CommandWithExamples List(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the dataset versions that a model had, oldest first; it is trained on the last.")
        {
            model, store, json,
        };
        command.SetAction((arguments, cancellationToken) => WithModelAsync(output, arguments.GetValue(model)!, arguments.GetValue(json), async name =>
        {
            var workspace = Workspace.Open(arguments, arguments.GetValue(store)!);
            if (await workspace.Datasets.Models.FindAsync(name, cancellationToken) is not { } data)
            {
                return output.Fail([NoData(name)], arguments.GetValue(json));
            }

            if (arguments.GetValue(json))
            {
                output.WriteJson(data.Value);
            }
            else
            {
                output.Console.Write(DataTables.Steps(data.Value));
            }

            return (int)ExitCode.Ok;
        }));
        return new CommandWithExamples(command, group, ["slipway data list wine"]);
    }

    private static CommandWithExamples Show(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var version = new Argument<string?>("version")
        {
            Description = "The version; the latest when not given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows a dataset version: its files and its size.") { model, version, store, json };
        command.SetAction((arguments, cancellationToken) => WithModelAsync(output, arguments.GetValue(model)!, arguments.GetValue(json), async name =>
        {
            var workspace = Workspace.Open(arguments, arguments.GetValue(store)!);
            var found = await FindAsync(workspace, name, arguments.GetValue(version), stepsBack: 0, cancellationToken);
            if (!found.TryGetValue(out string? full))
            {
                return output.Fail(found.Problems, arguments.GetValue(json));
            }

            if (await workspace.Datasets.FindAsync(full, cancellationToken) is not { } manifest)
            {
                return output.Fail([new Problem("data.versionNotFound", $"The store has no dataset version {full}.")], arguments.GetValue(json));
            }

            if (arguments.GetValue(json))
            {
                output.WriteJson(manifest);
            }
            else
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{manifest.Version}  {manifest.SizeInBytes} bytes, stored {manifest.CreatedAt:u}"));
                foreach (var part in manifest.Files)
                {
                    output.WriteLine($"  from line {part.FirstLineNumber}: {part.Name}");
                }
            }

            return (int)ExitCode.Ok;
        }));
        return new CommandWithExamples(command, group, ["slipway data show wine", "slipway data show wine 3f2a91c04b77 --json"]);
    }

    private static CommandWithExamples Diff(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var from = new Argument<string?>("from")
        {
            Description = "The version to compare with; the one before when not given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var to = new Argument<string?>("to")
        {
            Description = "The version to compare; the latest when not given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("diff", "Compares two dataset versions of a model: rows, columns, distributions.")
        {
            model, from, to, store, json,
        };
        command.SetAction((arguments, cancellationToken) => WithModelAsync(output, arguments.GetValue(model)!, arguments.GetValue(json), async name =>
        {
            bool asJson = arguments.GetValue(json);
            var workspace = Workspace.Open(arguments, arguments.GetValue(store)!);
            using var automation = new Automation(workspace);
            var champion = await automation.Specs.GetAsync(name, cancellationToken);
            var first = await FindAsync(workspace, name, arguments.GetValue(from), stepsBack: 1, cancellationToken);
            var second = await FindAsync(workspace, name, arguments.GetValue(to), stepsBack: 0, cancellationToken);
            if (!champion.IsSuccess || !first.IsSuccess || !second.IsSuccess)
            {
                return output.Fail([.. champion.Problems, .. first.Problems, .. second.Problems], asJson);
            }

            var compared = await new CompareDatasets(workspace.Datasets).HandleAsync(champion.Value, first.Value, second.Value, cancellationToken);
            if (!compared.TryGetValue(out var difference))
            {
                return output.Fail(compared.Problems, asJson);
            }

            if (asJson)
            {
                output.WriteJson(difference);
            }
            else
            {
                DataTables.Write(output, difference);
            }

            return (int)ExitCode.Ok;
        }));
        return new CommandWithExamples(command, group, ["slipway data diff wine", "slipway data diff wine 3f2a91c04b77 91be04d2aa10"]);
    }

    private static CommandWithExamples Use(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var version = new Argument<string>("version") { Description = "A version that the model had, or the start of its name." };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("use", "Goes back to a dataset version, such as the one before wrong rows came in.")
        {
            model, version, store, json,
        };
        command.SetAction((arguments, cancellationToken) => WithModelAsync(output, arguments.GetValue(model)!, arguments.GetValue(json), async name =>
        {
            var workspace = Workspace.Open(arguments, arguments.GetValue(store)!);
            var returned = await workspace.Datasets.Models.ReturnToAsync(name, arguments.GetValue(version)!, cancellationToken);
            if (!returned.TryGetValue(out var step))
            {
                return output.Fail(returned.Problems, arguments.GetValue(json));
            }

            if (arguments.GetValue(json))
            {
                output.WriteJson(step);
            }
            else
            {
                output.WriteLine($"{name} is trained next on {step.Version[..DataTables.ShortVersion]}, {step.Rows} rows.");
            }

            return (int)ExitCode.Ok;
        }));
        return new CommandWithExamples(command, group, ["slipway data use wine 3f2a91c04b77"]);
    }

    private static async Task<int> WithModelAsync(CliOutput output, string model, bool asJson, Func<ModelName, Task<int>> act) =>
        CommonOptions.TryReadModel(output, model, asJson, out ModelName name, out int failure) ? await act(name) : failure;

    private static async Task<Result<string>> FindAsync(
        Workspace workspace, ModelName model, string? start, int stepsBack, CancellationToken cancellationToken)
    {
        if (await workspace.Datasets.Models.FindAsync(model, cancellationToken) is not { } data)
        {
            return NoData(model);
        }

        var steps = data.Value.Steps;
        var step = start is null
            ? steps.ElementAtOrDefault(steps.Count - 1 - stepsBack)
            : steps.LastOrDefault(s => s.Version.StartsWith(start, StringComparison.Ordinal));
        return step is not null
            ? step.Version
            : new Problem("data.versionNotFound", start is null
                ? $"Model {model} has one dataset version only; there is nothing to compare it with."
                : $"Model {model} never had a dataset version '{start}'. 'slipway data list {model}' shows those it had.");
    }

    private static Problem NoData(ModelName model) =>
        new("data.versionNotFound", $"The store knows no data of a model '{model}'. Train it first; 'slipway models list' shows the models.");
}
