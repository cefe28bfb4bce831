using System.CommandLine;
using System.Security.Cryptography;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Feedback;
using Slipway.Learning.Results;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Results;

namespace Slipway.Cli.Feedback;

/// <summary><c>slipway feedback import</c></summary>
internal static class FeedbackCommands
{
    public static IEnumerable<CommandWithExamples> Create(CliOutput output) =>
        [Import(new Command("feedback", "The actual outcomes of past predictions."), output)];

    private static CommandWithExamples Import(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var file = new Argument<string>("file")
        {
            Description = "A .csv file with the columns id, actual and perhaps time, or a .jsonl file with those keys.",
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("import", "Stores actual outcomes by prediction id; those who watch and retrain join them to the log.")
        {
            model, file, store, json,
        };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            output, Workspace.Open(arguments, arguments.GetValue(store)!), arguments.GetValue(model)!, arguments.GetValue(file)!,
            arguments.GetValue(json),
            cancellationToken));
        return new CommandWithExamples(command, group, ["slipway feedback import wine outcomes.csv"]);
    }

    private static async Task<int> RunAsync(
        CliOutput output, Workspace workspace, string name, string file, bool asJson, CancellationToken cancellationToken)
    {
        if (!CommonOptions.TryReadModel(output, name, asJson, out ModelName model, out int failure))
        {
            return failure;
        }

        var manifest = await FindManifestAsync(workspace.Registry, model, cancellationToken);
        if (!manifest.TryGetValue(out var known))
        {
            return output.Fail(manifest.Problems, asJson);
        }

        if (!File.Exists(file))
        {
            return output.Fail([new Problem("feedback.fileNotFound", $"There is no file '{file}'. Name a .csv or .jsonl file.")], asJson);
        }

        var options = new LogWriterOptions { Instance = "cli" + RandomNumberGenerator.GetHexString(12, lowercase: true) };
        await using var writer = new LogWriter(workspace.Store, Workspace.Clock, options);
        await using var content = File.OpenRead(file);
        var import = new FeedbackFileImport(new RecordFeedback(writer, Workspace.Clock));
        var imported = await import.ImportAsync(model, known.Schema, content, file, cancellationToken);
        return imported.TryGetValue(out var result) ? Report(output, result, asJson) : output.Fail(imported.Problems, asJson);
    }

    private static int Report(CliOutput output, FeedbackImport result, bool asJson)
    {
        if (asJson)
        {
            output.WriteJson(result);
        }
        else
        {
            output.WriteLine($"{result.Imported} outcomes stored, {result.BadRows} bad rows left out.");
        }

        foreach (var problem in result.Problems)
        {
            output.WriteMessage($"error: {problem}");
        }

        return result.BadRows == 0 ? (int)ExitCode.Ok : (int)ErrorTable.Find(result.Problems).ExitCode;
    }

    private static async Task<Result<ModelManifest>> FindManifestAsync(
        ModelRegistry registry, ModelName model, CancellationToken cancellationToken)
    {
        var champion = await registry.ResolveAsync(model, "champion", cancellationToken);
        return champion.TryGetValue(out int version)
            ? await registry.GetManifestAsync(model, version, cancellationToken)
            : Result<ModelManifest>.Failure(champion.Problems);
    }
}
