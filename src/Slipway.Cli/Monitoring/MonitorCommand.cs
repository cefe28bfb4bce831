using System.CommandLine;
using System.Globalization;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Monitoring;
using Slipway.Registry;
using Slipway.Results;
using Spectre.Console;

namespace Slipway.Cli.Monitoring;

/// <summary><c>slipway monitor</c></summary>
internal static class MonitorCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var model = new Argument<string?>("model")
        {
            Description = "The model; all of the store when none is named.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("monitor", "Looks at the windows of logged predictions that are due, and again at the last: drift, performance, alerts.")
        {
            model, store, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            if (!CommonOptions.TryReadModel(output, arguments.GetValue(model), asJson, out ModelName? name, out int failure))
            {
                return failure;
            }

            using var automation = new Automation(Workspace.Open(arguments, arguments.GetValue(store)!));
            var outcomes = name is { } one
                ? [await automation.Monitor.HandleAsync(one, again: true, cancellationToken)]
                : await automation.Monitor.HandleAllAsync(again: true, cancellationToken);
            return Report(output, outcomes, asJson);
        });
        return new CommandWithExamples(command, null, ["slipway monitor", "slipway monitor wine --json"]);
    }

    private static int Report(CliOutput output, IReadOnlyList<MonitorOutcome> outcomes, bool asJson)
    {
        if (asJson)
        {
            output.WriteJson(outcomes);
        }
        else
        {
            var table = new Table { Border = TableBorder.Simple };
            table.AddColumns("model", "window", "rows", "with outcome", "drift", "metric", "on test rows", "estimated", "realised");
            foreach (var (model, window) in outcomes.SelectMany(WindowsOf))
            {
                table.AddRow(
                    model.Value,
                    string.Create(CultureInfo.InvariantCulture, $"{window.From:u} to {window.To:u}"),
                    window.Rows.ToString(CultureInfo.InvariantCulture),
                    window.Labelled.ToString(CultureInfo.InvariantCulture),
                    window.Verdict is { } verdict ? $"{verdict} ({window.DriftedShare.ToString("P0", CultureInfo.InvariantCulture)})" : "-",
                    window.Metric,
                    Number(window.Reference),
                    Number(window.Estimated),
                    Number(window.Realised));
            }

            output.Console.Write(table);
            foreach (var (model, window) in outcomes.SelectMany(WindowsOf))
            {
                if (window.SkippedBefore > 0)
                {
                    output.WriteMessage(string.Create(CultureInfo.InvariantCulture,
                        $"{model}: {window.SkippedBefore} windows before {window.From:u} were missed and are not looked at; ")
                        + $"{MonitorModel.MaxMissedWindows} at most are made up for.");
                }

                if (window.Note is { } note)
                {
                    output.WriteMessage($"{model}: {note}");
                }
            }
        }

        List<Problem> problems = [.. outcomes.SelectMany(o => o.Problems)];
        return problems.Count == 0 ? (int)ExitCode.Ok : output.Fail(problems, json: false);
    }

    private static IEnumerable<(ModelName Model, MonitoredWindow Window)> WindowsOf(MonitorOutcome outcome) =>
        (outcome.Window is { } last ? outcome.Earlier.Append(last) : outcome.Earlier).Select(window => (outcome.Model, window));

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "-";
}
