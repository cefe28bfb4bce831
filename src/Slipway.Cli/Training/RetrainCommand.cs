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
        var model = new Argument<string?>("model") { Description = "The name of the model.", Arity = ArgumentArity.ZeroOrOne };
        var due = new Option<bool>("--due") { Description = "Retrain every model that is due by its spec: the schedule, drift, new data." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why; kept in the run and the audit record.",
            HelpName = "text",
            DefaultValueFactory = _ => "asked for on the command line",
        };
        var store = CommonOptions.Store();
        var threads = CommonOptions.Threads();
        var summary = CommonOptions.Summary();
        var json = CommonOptions.Json();
        var command = new Command("retrain", "Trains a model again from the store: its champion's spec, its latest data, and feedback.")
        {
            model, due, reason, store, threads, summary, json,
        };
        command.Validators.Add(arguments =>
        {
            if (arguments.GetValue(model) is null != arguments.GetValue(due))
            {
                arguments.AddError("Name a model, or give --due for all that are due.");
            }
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            if (!CommonOptions.TryReadModel(output, arguments.GetValue(model), asJson, out ModelName? name, out int failure))
            {
                return failure;
            }

            using var automation = new Automation(Workspace.Open(arguments, arguments.GetValue(store)!));
            if (name is null)
            {
                var outcomes = await automation.RetrainDue.HandleAsync(arguments.GetValue(threads), cancellationToken);
                await TrainCommand.WriteSummaryAsync(arguments.GetValue(summary), TrainingsOf(outcomes), cancellationToken);
                return ReportDue(output, outcomes, asJson);
            }

            var result = await TrainingProgressDisplay.RunAsync(output, progress => automation.Retrain.HandleAsync(
                name.Value, RetrainModel.ManualTrigger, arguments.GetValue(reason)!, Workspace.Actor, arguments.GetValue(threads), progress, cancellationToken));
            await TrainCommand.WriteSummaryAsync(arguments.GetValue(summary), [result], cancellationToken);
            return result.TryGetValue(out var run) ? Report(output, run, asJson) : output.Fail(result.Problems, asJson);
        });
        return new CommandWithExamples(
            command, null, ["slipway retrain wine", "slipway retrain wine --reason \"new supplier\" --json", "slipway retrain --due --summary summary.md"]);
    }

    private static List<Result<TrainingRun>> TrainingsOf(IReadOnlyList<RetrainOutcome> outcomes) =>
    [
        .. outcomes.Where(o => o.Run is not null).Select(o => (Result<TrainingRun>)o.Run!),
        .. outcomes.Where(o => o.Problems.Count > 0).Select(o => Result<TrainingRun>.Failure(o.Problems)),
    ];

    private static int ReportDue(CliOutput output, IReadOnlyList<RetrainOutcome> outcomes, bool asJson)
    {
        if (asJson)
        {
            output.WriteJson(outcomes);
        }

        var exitCode = ExitCode.Ok;
        foreach (var (decision, run, problems) in outcomes)
        {
            if (run is null && problems.Count == 0)
            {
                output.WriteMessage($"{decision.Model}: not due, {decision.Reason}.");
                continue;
            }

            int code = run is null ? output.Fail(problems, json: false) : Report(output, run, asJson: false, isQuiet: asJson);
            exitCode = exitCode == ExitCode.Ok ? (ExitCode)code : exitCode;
        }

        return (int)exitCode;
    }

    private static int Report(CliOutput output, TrainingRun run, bool asJson, bool isQuiet = false)
    {
        if (asJson)
        {
            output.WriteJson(run);
        }

        if (run.Status == RunStatus.Succeeded)
        {
            if (!asJson && !isQuiet)
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
