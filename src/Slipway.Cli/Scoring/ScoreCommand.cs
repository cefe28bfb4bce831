using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Results;
using Slipway.Scoring;

namespace Slipway.Cli.Scoring;

/// <summary><c>slipway score</c></summary>
internal static class ScoreCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var model = CommonOptions.Model();
        var file = new Argument<string>("file") { Description = "The .csv or .csv.gz file to score." };
        var target = new Option<string?>("--output")
        {
            Description = "The file to write; <file>.scored.csv when not given. Rejected rows go beside it, to <name>.rejected.csv.",
            HelpName = "file",
        };
        var id = new Option<string?>("--id")
        {
            Description = "Write only this column before the answers, instead of all columns.",
            HelpName = "column",
        };
        var version = new Option<string>("--version")
        {
            Description = "A version number or an alias.",
            HelpName = "n",
            DefaultValueFactory = _ => "champion",
        };
        var threads = CommonOptions.Threads();
        var neutralize = new Option<bool>("--neutralize-formulas")
        {
            Description = "Put a ' before text that a spreadsheet would run as a formula.",
        };
        var profile = new Option<string?>("--profile")
        {
            Description = "Also write the profile of inputs and answers, from which drift is told, to this file.",
            HelpName = "file",
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("score", "Scores a CSV of any size with a registered model.")
        {
            model, file, target, id, version, threads, neutralize, profile, store, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            string source = arguments.GetValue(file)!;
            string name = arguments.GetValue(model)!;
            if (!CommonOptions.TryReadModel(output, name, asJson, out ModelName modelName, out int failure))
            {
                return failure;
            }

            if (arguments.GetValue(threads) < 1)
            {
                return output.Fail([new Problem("scoring.threads", $"--threads is {arguments.GetValue(threads)}; give 1 or more.")], asJson);
            }

            var registry = Workspace.Open(arguments, arguments.GetValue(store)!).Registry;
            var loaded = await ServedModels.LoadAsync(registry, modelName, arguments.GetValue(version)!, cancellationToken);
            if (!loaded.TryGetValue(out var served))
            {
                return output.Fail(loaded.Problems, asJson);
            }

            if (!File.Exists(source))
            {
                return output.Fail([new Problem("scoring.fileNotFound", $"There is no file '{source}'. Name a .csv or .csv.gz file.")], asJson);
            }

            string? profileFile = arguments.GetValue(profile);
            var options = new ScoringOptions
            {
                Threads = arguments.GetValue(threads),
                IdColumn = arguments.GetValue(id),
                NeutralizeFormulas = arguments.GetValue(neutralize),
                ProfileStride = profileFile is null ? 0 : ScoringOptions.ProfileStrideFor(new FileInfo(source).Length),
            };
            var scoring = new FileScoring(source, arguments.GetValue(target), profileFile);
            var result = await ScoreProgressDisplay.RunAsync(
                output, modelName, new FileInfo(source).Length, progress => scoring.RunAsync(served, options, progress, cancellationToken));
            if (!result.TryGetValue(out var done))
            {
                return output.Fail(result.Problems, asJson);
            }

            Report(output, done, asJson);
            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(
            command,
            null,
            [
                "slipway score wine monday.csv",
                "slipway score wine monday.csv.gz --id customer --output scores.csv",
                "slipway score wine monday.csv --threads 2 --json",
            ]);
    }

    private static void Report(CliOutput output, FileScored done, bool asJson)
    {
        if (asJson)
        {
            output.WriteJson(done);
            return;
        }

        foreach (string column in done.IgnoredColumns)
        {
            output.WriteMessage($"note: column '{column}' is no feature of the model and was ignored.");
        }

        output.WriteLine(FormattableString.Invariant(
            $"Scored {done.Scored:N0} rows with {done.Model} version {done.Version} in {done.Seconds:F2} s ({done.RowsPerSecond:N0} rows/s): {done.Output}"));
        if (done.RejectedOutput is not null)
        {
            output.WriteLine(FormattableString.Invariant($"Rejected {done.Rejected:N0} rows, with reasons: {done.RejectedOutput}"));
        }
    }
}
