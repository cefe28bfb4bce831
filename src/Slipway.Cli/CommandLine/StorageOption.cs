using System.CommandLine;
using Slipway.Azure;
using Slipway.Learning.Results;

namespace Slipway.Cli.CommandLine;

/// <summary>The option of every command that puts the store into an Azure storage account, in place of a folder.</summary>
internal static class StorageOption
{
    /// <summary>The variable that stands for the option, so that keys need not be where others on the machine see them.</summary>
    public const string Variable = "SLIPWAY_STORAGE";

    private const string StoreOption = "--store";

    public static Option<string?> Instance { get; } = new("--storage")
    {
        Description = "Keep the store in Azure Storage instead of a folder: the name or URL of an account, to which your identity "
            + $"has access, or UseDevelopmentStorage=true for Azurite. Give a connection string, which holds a key, in "
            + $"the variable {Variable} instead.",
        HelpName = "account",
        Recursive = true,
    };

    /// <summary>What is wrong with the storage that a command line or the environment names; nothing when there is none.</summary>
    public static IReadOnlyList<Problem> FindProblems(ParseResult arguments)
    {
        if (arguments.CommandResult.Command.Options.All(option => option.Name != StoreOption))
        {
            return [];
        }

        if (arguments.GetValue(Instance) is not null && IsStoreGiven(arguments))
        {
            return
            [
                new Problem("request.twoStores", "Both --store and --storage were given. Give one: a folder, or an Azure storage account."),
            ];
        }

        return Find(arguments) is { } connection ? AzureStorage.Open(connection, new AzureStorageOptions()).Problems : [];
    }

    /// <summary>
    /// The connection to use, or null for a folder. A folder on the command line goes before the variable, which is not looked
    /// at either by a command that has a store of its own.
    /// </summary>
    public static string? Find(ParseResult arguments, bool hasOwnStore = false)
    {
        if (arguments.GetValue(Instance) is { } given)
        {
            return given;
        }

        string? variable = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrWhiteSpace(variable) || hasOwnStore || IsStoreGiven(arguments) ? null : variable;
    }

    private static bool IsStoreGiven(ParseResult arguments) =>
        arguments.GetResult(StoreOption) is System.CommandLine.Parsing.OptionResult { Implicit: false };
}
