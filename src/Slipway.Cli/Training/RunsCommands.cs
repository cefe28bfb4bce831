using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Results;
using Slipway.Training;
using Spectre.Console;

namespace Slipway.Cli.Training;

/// <summary><c>slipway runs list|show|compare</c></summary>
internal static class RunsCommands
{
    public static IEnumerable<CommandWithExamples> Create(CliOutput output)
    {
        var group = new Command("runs", "Shows what was trained and how it went.");
        return [List(group, output), Show(group, output), Compare(group, output)];
    }

    private static CommandWithExamples List(Command group, CliOutput output)
    {
        var model = new Argument<string?>("model") { Description = "Only the runs of this model.", Arity = ArgumentArity.ZeroOrOne };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists runs, oldest first.") { model, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            if (!CommonOptions.TryReadModel(output, arguments.GetValue(model), asJson, out ModelName? name, out int failure))
            {
                return failure;
            }

            var runs = new List<TrainingRun>();
            await foreach (var run in Workspace.Open(arguments, arguments.GetValue(store)!).Runs.ListAsync(name, cancellationToken))
            {
                runs.Add(run);
            }

            if (asJson)
            {
                output.WriteJson(runs);
            }
            else
            {
                output.Console.Write(RunTables.List(runs));
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway runs list", "slipway runs list wine --json"]);
    }

    private static CommandWithExamples Show(Command group, CliOutput output)
    {
        var id = new Argument<string>("run") { Description = "The id of a run." };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows one run: where it comes from, every trial, the evaluation, the gate.") { id, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            var found = await FindAsync(Workspace.Open(arguments, arguments.GetValue(store)!), arguments.GetValue(id)!, cancellationToken);
            if (!found.TryGetValue(out var run))
            {
                return output.Fail(found.Problems, asJson);
            }

            if (asJson)
            {
                output.WriteJson(run);
            }
            else
            {
                RunDetails.Write(output, run);
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway runs show 20260109T101500250-3fa9c1"]);
    }

    private static CommandWithExamples Compare(Command group, CliOutput output)
    {
        var ids = new Argument<string[]>("run") { Description = "The ids of two or more runs.", Arity = new ArgumentArity(2, 20) };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("compare", "Puts runs side by side: data, spec, commit, hyperparameters, metrics.") { ids, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            var workspace = Workspace.Open(arguments, arguments.GetValue(store)!);
            var found = new List<Result<TrainingRun>>();
            foreach (string id in arguments.GetValue(ids)!)
            {
                found.Add(await FindAsync(workspace, id, cancellationToken));
            }

            var problems = found.SelectMany(f => f.Problems).ToList();
            if (problems.Count > 0)
            {
                return output.Fail(problems, asJson);
            }

            var rows = RunComparison.Compare([.. found.Select(f => f.Value)]);
            if (asJson)
            {
                output.WriteJson(rows);
            }
            else
            {
                var table = new Table { Border = TableBorder.Simple };
                table.AddColumns(["", .. found.Select(f => f.Value.Id)]);
                foreach (var row in rows)
                {
                    table.AddRow([Markup.Escape(row.Name), .. row.Values.Select(v => Markup.Escape(v ?? "-"))]);
                }

                output.Console.Write(table);
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway runs compare 20260109T101500250-3fa9c1 20260110T091200731-77d0e2"]);
    }

    private static async Task<Result<TrainingRun>> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken) =>
        await workspace.Runs.FindAsync(id, cancellationToken) is { } run
            ? run
            : new Problem("runs.notFound", $"There is no run '{id}' in this store. 'slipway runs list' shows those that there are.");
}
