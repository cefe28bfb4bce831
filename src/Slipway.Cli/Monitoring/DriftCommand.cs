using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Results;

namespace Slipway.Cli.Monitoring;

/// <summary><c>slipway drift</c></summary>
internal static class DriftCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var model = CommonOptions.Model();
        var file = new Argument<string>("file") { Description = "A .csv or .csv.gz file with a header." };
        var version = new Option<string>("--version")
        {
            Description = "A version number or an alias.",
            HelpName = "n",
            DefaultValueFactory = _ => "champion",
        };
        var page = new Option<string?>("--out") { Description = "Write the report as an HTML page to this file.", HelpName = "file" };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("drift", "Compares a CSV with the data that a model was trained on.") { model, file, version, page, store,
            json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            string name = arguments.GetValue(model)!;
            string path = arguments.GetValue(file)!;
            if (!CommonOptions.TryReadModel(output, name, asJson, out ModelName modelName, out int failure))
            {
                return failure;
            }

            if (!File.Exists(path))
            {
                return output.Fail([new Problem("drift.inputNotFound", $"There is no file '{path}'. Name a .csv or .csv.gz file.")],
                    asJson);
            }

            var registry = Workspace.Open(arguments, arguments.GetValue(store)!).Registry;
            var resolved = await registry.ResolveAsync(modelName, arguments.GetValue(version)!, cancellationToken);
            if (!resolved.TryGetValue(out int number))
            {
                return output.Fail(resolved.Problems, asJson);
            }

            await using var rows = File.OpenRead(path);
            string fileName = Path.GetFileName(path);
            var check = new CheckCsvDrift(registry, new MakeDriftReport(registry, Workspace.Clock));
            var made = await check.HandleAsync(new CsvDriftCommand(modelName, number, rows, fileName, fileName), cancellationToken);
            if (!made.TryGetValue(out var report))
            {
                return output.Fail(made.Problems, asJson);
            }

            if (arguments.GetValue(page) is { } target)
            {
                await File.WriteAllTextAsync(target, DriftReportPage.Write(report), cancellationToken);
                output.WriteMessage($"The page is in {target}.");
            }

            if (asJson)
            {
                output.WriteJson(report);
            }
            else
            {
                ReportTables.Write(output, report);
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(
            command, null, ["slipway drift wine new-wines.csv", "slipway drift wine new-wines.csv --version 2 --out report.html"]);
    }
}
