using System.CommandLine;
using System.Globalization;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Cli.Training;
using Slipway.Importing;
using Slipway.Learning.Onnx.Importing;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Registry;
using Slipway.Results;

namespace Slipway.Cli.Registry;

/// <summary><c>slipway models register</c></summary>
internal static class RegisterCommand
{
    public static CommandWithExamples Create(Command group, CliOutput output)
    {
        var onnx = new Option<string>("--onnx") { Description = "The ONNX file.", HelpName = "file", Required = true };
        var name = new Option<string>("--name") { Description = "The model that it becomes a version of.", HelpName = "model", Required = true };
        var task = new Option<string?>("--task") { Description = "What it predicts, where its outputs do not tell." };
        task.AcceptOnlyFromAmong([.. Enum.GetNames<LearningTask>().Select(value => value.ToLowerInvariant())]);
        var label = new Option<string>("--label")
        {
            Description = "The column that it predicts.",
            HelpName = "column",
            DefaultValueFactory = _ => new OnnxImportOptions().Label,
        };
        var features = new Option<string?>("--features")
        {
            Description = "The names of the values that it takes, in order, where the file does not name them and no sample does.",
            HelpName = "a,b,...",
        };
        var classes = new Option<string?>("--classes")
        {
            Description = "The classes in the order of the probabilities, where the file does not name them.",
            HelpName = "a,b,...",
        };
        var missing = new Option<bool>("--allow-missing") { Description = "Accept rows that lack values; the model must know what to do." };
        var sample = new Option<string?>("--sample")
        {
            Description = "Labelled rows as .csv or .csv.gz, to verify the file on; drift is told against them later.",
            HelpName = "file",
        };
        var expected = new Option<string?>("--expected")
        {
            Description = "The column of the sample with the answers that the model gave where it was trained.",
            HelpName = "column",
        };
        var spec = new Option<string?>("--spec") { Description = "A model.yaml for serving, monitoring and alerts.", HelpName = "file" };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("register", "Registers a model that was trained elsewhere, from its ONNX file.")
        {
            onnx, name, task, label, features, classes, missing, sample, expected, spec, store, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            if (!CommonOptions.TryReadModel(output, arguments.GetValue(name)!, asJson, out ModelName model, out int failure))
            {
                return failure;
            }

            string?[] files = [arguments.GetValue(onnx), arguments.GetValue(sample), arguments.GetValue(spec)];
            var absent = files.OfType<string>().Where(file => !File.Exists(file)).ToList();
            if (absent.Count > 0)
            {
                return output.Fail([.. absent.Select(file => new Problem("import.fileMissing", $"There is no file '{file}'. Check the path."))], asJson);
            }

            var options = new OnnxImportOptions
            {
                Task = Enum.TryParse(arguments.GetValue(task), ignoreCase: true, out LearningTask given) ? given : null,
                Label = arguments.GetValue(label)!,
                Features = Split(arguments.GetValue(features)),
                Classes = Split(arguments.GetValue(classes)),
                AllowsMissing = arguments.GetValue(missing),
            };
            var import = new ImportModelCommand(model, await File.ReadAllBytesAsync(files[0]!, cancellationToken), options, Workspace.Actor)
            {
                Sample = files[1] is { } rows ? await File.ReadAllBytesAsync(rows, cancellationToken) : default,
                ExpectedColumn = arguments.GetValue(expected),
                SpecText = files[2] is { } text ? await File.ReadAllTextAsync(text, cancellationToken) : null,
            };
            var registry = Workspace.Open(arguments, arguments.GetValue(store)!).Registry;
            var registered = await new ImportModel(registry).HandleAsync(import, cancellationToken);
            if (!registered.TryGetValue(out var manifest))
            {
                return output.Fail(registered.Problems, asJson);
            }

            Write(output, manifest, asJson);
            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(
            command,
            group,
            [
                "slipway models register --onnx churn.onnx --name churn --label churned --sample holdout.csv",
                "slipway models register --onnx net.onnx --name fraud --task binary --classes no,yes --features amount,hour",
            ]);
    }

    private static void Write(CliOutput output, ModelManifest manifest, bool asJson)
    {
        if (asJson)
        {
            output.WriteJson(manifest);
            return;
        }

        string task = manifest.Schema.Task.ToString().ToLowerInvariant();
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{manifest.Model} version {manifest.Version}: {task}, {manifest.Schema.Features.Count} features."));
        if (manifest.TestRows > 0)
        {
            output.WriteLine($"On {manifest.TestRows} sample rows: {RunTables.Metrics(manifest.Metrics)}");
        }

        output.WriteLine($"To serve it: slipway models promote {manifest.Model} {manifest.Version} --reason \"...\"");
    }

    private static string[] Split(string? list) => list?.Split(',', StringSplitOptions.TrimEntries) ?? [];
}
