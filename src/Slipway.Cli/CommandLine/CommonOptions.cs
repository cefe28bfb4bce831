using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Results;

namespace Slipway.Cli.CommandLine;

/// <summary>Options that several commands share, so that they are spelt and explained alike.</summary>
internal static class CommonOptions
{
    public const string DefaultStoreFolder = ".slipway";

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON and nothing else on the output." };

    public static Option<string> Project() => new("--project")
    {
        Description = "The project folder, which holds models/<name>/model.yaml.",
        DefaultValueFactory = _ => ".",
        HelpName = "folder",
    };

    public static Option<string> Store() => new("--store")
    {
        Description = "The folder of the store.",
        HelpName = "folder",
        DefaultValueFactory = _ => DefaultStoreFolder,
    };

    public static Option<string?> StoreOfProject() => new("--store")
    {
        Description = $"The folder of the store; {DefaultStoreFolder} in the project folder when not given.",
        HelpName = "folder",
    };

    public static string StoreFolder(string? given, string projectFolder) => given ?? Path.Combine(projectFolder, DefaultStoreFolder);

    public static Option<string> Reason() => new("--reason")
    {
        Description = "Why; kept in the audit record.",
        HelpName = "text",
        Required = true,
    };

    public static Option<string?> Summary() => new("--summary")
    {
        Description = "Add what became of each model, beside its champion, to this file, as Markdown.",
        HelpName = "file",
    };

    public static Option<int> Threads() => new("--threads")
    {
        Description = "How many threads to use. The model is the same for any number.",
        HelpName = "n",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public static Option<int> Port() => new("--port")
    {
        Description = "The port to listen on, on this machine only.",
        HelpName = "n",
        DefaultValueFactory = _ => 7071,
    };

    /// <summary>Reads the name of a model; a text that is none is told, and <paramref name="exitCode"/> is what to exit with.</summary>
    public static bool TryReadModel(CliOutput output, string text, bool asJson, out ModelName name, out int exitCode)
    {
        bool isName = ModelName.TryParse(text, out name);
        exitCode = isName ? (int)ExitCode.Ok : output.Fail([NotAModelName(text)], asJson);
        return isName;
    }

    /// <summary>The same where a model need not be named: then the name is null.</summary>
    public static bool TryReadModel(CliOutput output, string? text, bool asJson, out ModelName? name, out int exitCode)
    {
        (name, exitCode) = (null, (int)ExitCode.Ok);
        if (text is null)
        {
            return true;
        }

        bool isName = TryReadModel(output, text, asJson, out ModelName named, out exitCode);
        name = isName ? named : null;
        return isName;
    }

    private static Problem NotAModelName(string text) =>
        new("registry.badModelName", $"'{text}' is not the name of a model: that is {ModelName.Rule}.");

    /// <summary>The models that were named, or all of the project when none was.</summary>
    public static Result<IReadOnlyList<ModelName>> ModelNames(string[] named, Project project)
    {
        if (named.Length == 0)
        {
            return Result<IReadOnlyList<ModelName>>.Success(project.Models);
        }

        var problems = named.Where(name => !ModelName.TryParse(name, out _)).Select(NotAModelName).ToList();
        return problems.Count > 0
            ? Result<IReadOnlyList<ModelName>>.Failure(problems)
            : Result<IReadOnlyList<ModelName>>.Success([.. named.Select(ModelName.Parse)]);
    }

    public static Argument<string> Model() => new("model") { Description = "The name of the model." };
}
