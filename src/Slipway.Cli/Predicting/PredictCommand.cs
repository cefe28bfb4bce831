using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Results;

namespace Slipway.Cli.Predicting;

/// <summary><c>slipway predict</c></summary>
internal static class PredictCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var model = CommonOptions.Model();
        var input = new Option<string>("--input")
        {
            Description = "A .json file (an object, or an array of objects) or a .csv file with a header; - reads JSON from the input.",
            HelpName = "file",
            Required = true,
        };
        var version = new Option<string>("--version")
        {
            Description = "A version number or an alias.",
            HelpName = "n",
            DefaultValueFactory = _ => "champion",
        };
        var explain = new Option<bool>("--explain")
        {
            Description = "Say how much each feature contributed to each answer: the largest contributions, or all with --json.",
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("predict", "Predicts rows with a registered model, without a server.")
        {
            model, input, version, explain, store, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            string name = arguments.GetValue(model)!;
            if (!CommonOptions.TryReadModel(output, name, asJson, out ModelName modelName, out int failure))
            {
                return failure;
            }

            var registry = Workspace.Open(arguments, arguments.GetValue(store)!).Registry;
            var loaded = await ServedModels.LoadAsync(registry, modelName, arguments.GetValue(version)!, cancellationToken);
            if (!loaded.TryGetValue(out var served))
            {
                return output.Fail(loaded.Problems, asJson);
            }

            string file = arguments.GetValue(input)!;
            if (file != "-" && !File.Exists(file))
            {
                return output.Fail([new Problem("predict.inputNotFound", $"There is no file '{file}'. Name a .json or .csv file, or - for the input.")], asJson);
            }

            await using var rows = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            bool isCsv = file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);
            var predicted = await LocalPrediction.RunAsync(served, rows, isCsv, arguments.GetValue(explain), cancellationToken);
            if (!predicted.TryGetValue(out var answers))
            {
                return output.Fail(predicted.Problems, asJson);
            }

            foreach (string column in answers.IgnoredColumns)
            {
                output.WriteMessage($"note: column '{column}' is no feature of the model and was ignored.");
            }

            if (asJson)
            {
                output.WriteJson(answers);
            }
            else
            {
                foreach (var answer in answers.Predictions)
                {
                    output.WriteLine(answer.ToString());
                    foreach (string line in answer.Explanation?.Lines() ?? [])
                    {
                        output.WriteLine(line);
                    }
                }
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(
            command,
            null,
            [
                "slipway predict wine --input rows.csv", "slipway predict wine --input row.json --version 2 --json",
                "slipway predict wine --input row.json --explain",
            ]);
    }
}
