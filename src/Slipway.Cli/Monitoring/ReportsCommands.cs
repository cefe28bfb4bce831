using System.CommandLine;
using System.Globalization;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Results;
using Spectre.Console;

namespace Slipway.Cli.Monitoring;

/// <summary><c>slipway reports list|show</c></summary>
internal static class ReportsCommands
{
    public static IEnumerable<CommandWithExamples> Create(CliOutput output)
    {
        var group = new Command("reports", "Shows the drift reports that were written for files and windows of time.");
        return [List(group, output), Show(group, output)];
    }

    private static CommandWithExamples List(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the reports of a model, newest first.") { model, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            string name = arguments.GetValue(model)!;
            if (!CommonOptions.TryReadModel(output, name, asJson, out ModelName modelName, out int failure))
            {
                return failure;
            }

            var entries = await new ReportStore(Workspace.Open(arguments, arguments.GetValue(store)!).Store).ListAsync(modelName, cancellationToken);
            if (asJson)
            {
                output.WriteJson(entries);
                return (int)ExitCode.Ok;
            }

            var table = new Table { Border = TableBorder.Simple };
            table.AddColumns("Report", "Written (UTC)");
            foreach (var entry in entries)
            {
                table.AddRow(Markup.Escape(entry.Name),
                    entry.WrittenAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            }

            output.Console.Write(table);
            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway reports list wine"]);
    }

    private static CommandWithExamples Show(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var report = new Argument<string?>("report")
        {
            Description = "The name of a report; the newest when not given.",
            Arity = ArgumentArity.ZeroOrOne
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows a report.") { model, report, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            string text = arguments.GetValue(model)!;
            if (!CommonOptions.TryReadModel(output, text, asJson, out ModelName modelName, out int failure))
            {
                return failure;
            }

            var reports = new ReportStore(Workspace.Open(arguments, arguments.GetValue(store)!).Store);
            string? name = arguments.GetValue(report);
            var found = name is null
                ? await reports.FindLatestAsync(modelName, cancellationToken)
                : await reports.FindAsync(modelName, name, cancellationToken);
            if (found is null)
            {
                string what = name is null ? "report" : $"report '{name}'";
                return output.Fail(
                    [new Problem("reports.notFound",
                        $"Model '{modelName}' has no {what}. 'slipway reports list {modelName}' shows those that there are.")],
                    asJson);
            }

            if (asJson)
            {
                output.WriteJson(found);
            }
            else
            {
                ReportTables.Write(output, found);
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway reports show wine", "slipway reports show wine monday --json"]);
    }
}
