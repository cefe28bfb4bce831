using System.CommandLine;
using System.CommandLine.Invocation;

namespace Slipway.Cli.CommandLine;

/// <summary>The usual help, and below it examples of the command and, for the root, the exit codes.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help, IReadOnlyDictionary<Command, string[]> examples, string footer)
    : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (examples.TryGetValue(command, out string[]? lines))
        {
            output.WriteLine("Examples:");
            foreach (string line in lines)
            {
                output.WriteLine($"  {line}");
            }

            output.WriteLine();
        }

        if (!command.Parents.Any())
        {
            output.WriteLine(footer);
        }

        return exitCode;
    }
}
