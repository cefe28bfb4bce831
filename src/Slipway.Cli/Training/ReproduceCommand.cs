using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Results;

namespace Slipway.Cli.Training;

/// <summary><c>slipway reproduce</c></summary>
internal static class ReproduceCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var version = new Argument<string>("version") { Description = "The version, as <model>@<number> or <model>@<alias>." };
        var store = CommonOptions.Store();
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new Command("reproduce", "Trains a version again from what is stored of it, and compares the model files; writes nothing.")
        {
            version, store, threads, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            string text = arguments.GetValue(version)!;
            if (text.Split('@') is not [var model, { Length: > 0 } reference])
            {
                return output.Fail(
                    [new Problem("reproduce.badVersion", $"'{text}' does not name a version: write <model>@<version>, such as wine@3.")], asJson);
            }

            if (!CommonOptions.TryReadModel(output, model, asJson, out ModelName name, out int failure))
            {
                return failure;
            }

            var reproducer = Workspace.Open(arguments, arguments.GetValue(store)!).Reproducer;
            var result = await TrainingProgressDisplay.RunAsync(
                output, progress => reproducer.HandleAsync(name, reference, arguments.GetValue(threads), progress, cancellationToken));
            if (!result.TryGetValue(out var reproduction))
            {
                return output.Fail(result.Problems, asJson);
            }

            if (asJson)
            {
                output.WriteJson(reproduction);
            }

            string what = $"{name}@{reproduction.Version}";
            if (!reproduction.IsIdentical)
            {
                return output.Fail([.. reproduction.Differences.Select(d => new Problem("reproduce.differs", $"{what}: {d}"))], json: false);
            }

            if (!asJson)
            {
                output.WriteLine(
                    $"{what} is identical: {reproduction.Trials} trials of run {reproduction.RunId}, model.onnx {reproduction.OnnxSha256}.");
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, null, ["slipway reproduce wine@3", "slipway reproduce wine@champion --json"]);
    }
}
