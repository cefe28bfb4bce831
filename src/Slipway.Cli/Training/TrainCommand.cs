using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Results;
using Slipway.Training;

namespace Slipway.Cli.Training;

/// <summary><c>slipway train</c></summary>
internal static class TrainCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var models = new Argument<string[]>("model") { Description = "The models to train; all of the project when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var project = CommonOptions.Project();
        var store = CommonOptions.StoreOfProject();
        var threads = CommonOptions.Threads();
        var noPromote = new Option<bool>("--no-promote") { Description = "Register what passes the gate, but leave the champion as it is." };
        var changedSince = new Option<string?>("--changed-since")
        {
            Description = "Train only the models whose spec or data differs from this Git commit.",
            HelpName = "commit",
        };
        var summary = CommonOptions.Summary();
        var json = CommonOptions.Json();
        var command = new Command("train", "Trains, evaluates, gates and registers the models of a project.")
        {
            models, project, store, threads, noPromote, changedSince, summary, json,
        };
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

            if (arguments.GetValue(changedSince) is { Length: > 0 } since)
            {
                var changed = await ChangedModels.FindAsync(folder, since, cancellationToken);
                if (!changed.IsSuccess)
                {
                    return output.Fail(changed.Problems, asJson);
                }

                names = [.. names.Where(changed.Value.Contains)];
            }

            var workspace = Workspace.Open(arguments, CommonOptions.StoreFolder(arguments.GetValue(store), folder.Folder));
            var options = new TrainProjectOptions(Workspace.Actor, arguments.GetValue(threads), !arguments.GetValue(noPromote));
            var results = await TrainingProgressDisplay.RunAsync(
                output, progress => TrainAllAsync(workspace, folder, names, options, progress, cancellationToken));
            await WriteSummaryAsync(arguments.GetValue(summary), results, cancellationToken);
            if (names.Count == 0)
            {
                output.WriteMessage(RunSummary.NothingToDo.TrimEnd());
            }

            return Report(output, results, asJson);
        });
        return new CommandWithExamples(
            command,
            null,
            [
                "slipway train",
                "slipway train wine --project my-models",
                "slipway train wine --no-promote --json",
                "slipway train --changed-since origin/main --summary summary.md",
            ]);
    }

    /// <summary>Trains one model after the other; a model that fails does not keep the next from being trained.</summary>
    public static async Task<List<Result<TrainingRun>>> TrainAllAsync(
        Workspace workspace,
        Project project,
        IEnumerable<ModelName> names,
        TrainProjectOptions options,
        IProgress<TrainingProgress> progress,
        CancellationToken cancellationToken)
    {
        var results = new List<Result<TrainingRun>>();
        foreach (var name in names)
        {
            results.Add(await workspace.ProjectTrainer.HandleAsync(project, name, options, progress, cancellationToken));
        }

        return results;
    }

    /// <summary>Writes what became of trainings into the file that was asked for, if one was.</summary>
    public static async Task WriteSummaryAsync(string? file, IReadOnlyList<Result<TrainingRun>> results, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            await RunSummary.AppendAsync(file, results.Count == 0 ? RunSummary.NothingToDo : RunSummary.Write(results), cancellationToken);
        }
    }

    /// <summary>Prints what became of trainings; the exit code is that of the first that went wrong.</summary>
    public static int Report(CliOutput output, IReadOnlyList<Result<TrainingRun>> results, bool asJson)
    {
        var runs = results.Where(r => r.IsSuccess).Select(r => r.Value).ToList();
        var problems = results.SelectMany(r => r.Problems).Concat(runs.SelectMany(r => r.Problems)).ToList();
        if (asJson)
        {
            output.WriteJson(new Trainings(runs, problems));
        }
        else if (runs.Count > 0)
        {
            output.Console.Write(RunTables.Summary(runs));
        }

        foreach (var run in runs)
        {
            output.Warn(run.Warnings);
            foreach (var line in run.Gate.Where(l => !l.Holds))
            {
                output.WriteMessage($"refused: {run.Model}: the gate asks for {line.Rule}; it is {RunTables.Number(line.Value)}.");
            }
        }

        if (problems.Count > 0)
        {
            return output.Fail(problems, json: false);
        }

        return runs.Any(r => r.Status == RunStatus.Refused) ? (int)ExitCode.GateRefused : (int)ExitCode.Ok;
    }
}
