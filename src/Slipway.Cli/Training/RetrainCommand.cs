using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Results;
using Slipway.Retraining;
using Slipway.Training;

namespace Slipway.Cli.Training;

/// <summary><c>slipway retrain</c></summary>
internal static class RetrainCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var model = CommonOptions.Model();
        var reason = new Option<string>("--reason")
        {
            Description = "Why; kept in the run and the audit record.",
            HelpName = "text",
            DefaultValueFactory = _ => "asked for on the command line",
        };
        var store = CommonOptions.Store();
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new Command("retrain", "Trains a model again from the store: its champion's spec, its latest data, and feedback.")
        {
            model, reason, store, threads, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            string text = arguments.GetValue(model)!;
            if (!CommonOptions.TryReadModel(output, text, asJson, out ModelName name, out int failure))
            {
                return failure;
            }

            using var automation = new Automation(Workspace.Open(arguments, arguments.GetValue(store)!));
            var result = await TrainingProgressDisplay.RunAsync(output, progress => automation.Retrain.HandleAsync(
                name, RetrainModel.ManualTrigger, arguments.GetValue(reason)!, Workspace.Actor, arguments.GetValue(threads), progress, cancellationToken));
            return result.TryGetValue(out var run) ? Report(output, run, asJson) : output.Fail(result.Problems, asJson);
        });
        return new CommandWithExamples(command, null, ["slipway retrain wine", "slipway retrain wine --reason \"new supplier\" --json"]);
    }

    private static int Report(CliOutput output, TrainingRun run, bool asJson)
    {
        if (asJson)
        {
            output.WriteJson(run);
        }

        if (run.Status == RunStatus.Succeeded)
        {
            if (!asJson)
            {
                output.WriteLine($"{run.Model}: version {run.Version} passed the gate ({RunTables.Metrics(run.Evaluation!.Metrics)}). Run {run.Id}.");
            }

            return (int)ExitCode.Ok;
        }

        if (run.Status == RunStatus.Refused)
        {
            var refused = run.Gate.Where(line => !line.Holds).Select(line => new Problem(
                "gate.refused", $"{run.Model}: the gate asks for {line.Rule}, but it is {RunTables.Number(line.Value)}. The champion stays. Run {run.Id}."));
            return output.Fail([.. refused], json: false);
        }

        return output.Fail(run.Problems, json: false);
    }
}
