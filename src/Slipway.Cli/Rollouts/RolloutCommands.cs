using System.CommandLine;
using System.Globalization;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Results;
using Slipway.Rollouts;
using Spectre.Console;

namespace Slipway.Cli.Rollouts;

/// <summary><c>slipway rollout start|status|promote|abort|list</c></summary>
internal static class RolloutCommands
{
    public static IEnumerable<CommandWithExamples> Create(CliOutput output)
    {
        var group = new Command("rollout", "Tries a version on live requests beside the champion: canary, A/B, shadow.");
        return [StartCommand.Create(group, output), Status(group, output), Promote(group, output), Abort(group, output), List(group, output)];
    }

    /// <summary>Reads the name of the model and does something to it; says what became of the rollout.</summary>
    public static async Task<int> ChangeAsync(
        CliOutput output, string model, bool asJson, Func<ModelName, Task<Result<Rollout>>> change)
    {
        if (!CommonOptions.TryReadModel(output, model, asJson, out ModelName name, out int failure))
        {
            return failure;
        }

        var changed = await change(name);
        if (!changed.TryGetValue(out var rollout))
        {
            return output.Fail(changed.Problems, asJson);
        }

        if (asJson)
        {
            output.WriteJson(rollout);
        }
        else
        {
            output.WriteLine($"{name}: rollout {rollout.Id} is {RolloutTables.Word(rollout.Phase)}. Servers follow within two seconds.");
        }

        return (int)ExitCode.Ok;
    }

    private static CommandWithExamples Status(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("status", "Shows the last rollout: shares, counts, guard rails.") { model, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            if (!CommonOptions.TryReadModel(output, arguments.GetValue(model)!, asJson, out ModelName name, out int failure))
            {
                return failure;
            }

            var workspace = Workspace.Open(arguments, arguments.GetValue(store)!);
            var found = await new ReadRollout(workspace.RolloutStore, workspace.RolloutSummaries).HandleAsync(name, cancellationToken);
            if (!found.TryGetValue(out var report))
            {
                return output.Fail(found.Problems, asJson);
            }

            if (asJson)
            {
                output.WriteJson(report);
            }
            else
            {
                RolloutTables.Write(output.Console, report);
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway rollout status wine", "slipway rollout status wine --json"]);
    }

    private static CommandWithExamples Promote(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var variant = new Option<string?>("--variant") { Description = "The variant to promote, where there are several.", HelpName = "name" };
        var reason = CommonOptions.Reason();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("promote", "Makes a version of the running rollout the champion.") { model, variant, reason, store, json };
        command.SetAction((arguments, cancellationToken) => ChangeAsync(
            output,
            arguments.GetValue(model)!,
            arguments.GetValue(json),
            name => End(Workspace.Open(arguments, arguments.GetValue(store)!)).PromoteAsync(
                name, arguments.GetValue(variant), arguments.GetValue(reason)!, Workspace.Actor, cancellationToken)));
        return new CommandWithExamples(command, group, ["slipway rollout promote wine --variant b --reason \"sells more\""]);
    }

    private static CommandWithExamples Abort(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var reason = CommonOptions.Reason();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("abort", "Ends the running rollout; the champion answers alone again.") { model, reason, store, json };
        command.SetAction((arguments, cancellationToken) => ChangeAsync(
            output,
            arguments.GetValue(model)!,
            arguments.GetValue(json),
            name => End(Workspace.Open(arguments, arguments.GetValue(store)!)).AbortAsync(
                name, arguments.GetValue(reason)!, Workspace.Actor, cancellationToken)));
        return new CommandWithExamples(command, group, ["slipway rollout abort wine --reason \"not before the holidays\""]);
    }

    private static CommandWithExamples List(Command group, CliOutput output)
    {
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the rollouts of all models, the newest first.") { store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var workspace = Workspace.Open(arguments, arguments.GetValue(store)!);
            var rollouts = new List<Rollout>();
            foreach (var model in await workspace.Registry.ListModelsAsync(cancellationToken))
            {
                rollouts.AddRange(await workspace.RolloutStore.ListAsync(model, cancellationToken));
            }

            rollouts = [.. rollouts.OrderByDescending(r => r.StartedAt)];
            if (arguments.GetValue(json))
            {
                output.WriteJson(rollouts);
                return (int)ExitCode.Ok;
            }

            var table = new Table { Border = TableBorder.Simple };
            table.AddColumns("rollout", "model", "strategy", "versions", "phase", "started");
            foreach (var rollout in rollouts)
            {
                table.AddRow(
                    rollout.Id,
                    rollout.Model.Value,
                    rollout.Spec.Strategy.ToString().ToLowerInvariant(),
                    string.Join(", ", rollout.Spec.Versions),
                    RolloutTables.Word(rollout.Phase),
                    rollout.StartedAt.ToString("u", CultureInfo.InvariantCulture));
            }

            output.Console.Write(table);
            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway rollout list", "slipway rollout list --json"]);
    }

    private static EndRollout End(Workspace workspace) => new(workspace.Registry, workspace.RolloutStore, Workspace.Clock);
}
