using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Slipway.Cli.Access;
using Slipway.Cli.Audit;
using Slipway.Cli.Datasets;
using Slipway.Cli.Demo;
using Slipway.Cli.Doctor;
using Slipway.Cli.Feedback;
using Slipway.Cli.Health;
using Slipway.Cli.Monitoring;
using Slipway.Cli.Output;
using Slipway.Cli.Predicting;
using Slipway.Cli.Projects;
using Slipway.Cli.Registry;
using Slipway.Cli.Rollouts;
using Slipway.Cli.Scoring;
using Slipway.Cli.Serving;
using Slipway.Cli.Training;
using Slipway.Results;

namespace Slipway.Cli.CommandLine;

/// <summary>The <c>slipway</c> command: all of its subcommands, its help, and what each failure exits with.</summary>
internal static class SlipwayCommand
{
    private const string ExitCodes =
        """
        Exit codes:
          0    done
          1    something unexpected; a defect of Slipway
          2    the command line is wrong
          3    what was named does not exist
          4    a spec, dataset, model or request is invalid
          5    the gate refused the model
          6    somebody else changed the same thing; try again
          7    the store or the audit record is broken or out of reach
          130  cancelled

        """;

    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The commands and groups of commands directly below <c>slipway</c>, in the order of the help.</summary>
    private static readonly (string Name, Func<CliOutput, IEnumerable<CommandWithExamples>> Create)[] Parts =
    [
        ("demo", output => [DemoCommand.Create(output)]),
        ("new", output => [NewCommand.Create(output)]),
        ("validate", output => [ValidateCommand.Create(output)]),
        ("train", output => [TrainCommand.Create(output)]),
        ("retrain", output => [RetrainCommand.Create(output)]),
        ("reproduce", output => [ReproduceCommand.Create(output)]),
        ("data", DataCommands.Create),
        ("runs", RunsCommands.Create),
        ("models", ModelsCommands.Create),
        ("rollout", RolloutCommands.Create),
        ("predict", output => [PredictCommand.Create(output)]),
        ("score", output => [ScoreCommand.Create(output)]),
        ("drift", output => [DriftCommand.Create(output)]),
        ("reports", ReportsCommands.Create),
        ("monitor", output => [MonitorCommand.Create(output)]),
        ("alerts", AlertsCommands.Create),
        ("serve", output => [ServeCommand.Create(output)]),
        ("keys", KeysCommands.Create),
        ("feedback", FeedbackCommands.Create),
        ("audit", AuditCommands.Create),
        ("doctor", output => [DoctorCommand.Create(output)]),
        ("health", output => [HealthCommand.Create(output)]),
    ];

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, CliOutput output, CancellationToken cancellationToken = default)
    {
        var parsed = Create(output, args.FirstOrDefault()).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            foreach (var error in parsed.Errors)
            {
                output.WriteMessage($"error: {error.Message}");
            }

            output.WriteMessage($"See '{string.Join(' ', PathOf(parsed.CommandResult.Command))} --help'.");
            return (int)ExitCode.Usage;
        }

        if (StorageOption.FindProblems(parsed) is { Count: > 0 } problems)
        {
            output.Fail(problems, json: false);
            return (int)ExitCode.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = output.Output,
                Error = output.Error,

                // A server finishes what it is at; it has its own bound, which is shorter unless it was set.
                ProcessTerminationTimeout = TerminationTimeout,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            output.WriteMessage("Cancelled.");
            return (int)ExitCode.Cancelled;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            output.WriteMessage($"error: {e.Message}");
            return (int)ExitCode.StoreBroken;
        }
        catch (Exception e)
        {
            output.WriteMessage($"error: unexpected {e}");
            return (int)ExitCode.Unexpected;
        }
    }

    private static Command Create(CliOutput output, string? first)
    {
        // Making all commands takes as long as many a command does.
        var parts = Parts.Where(part => part.Name == first).ToArray();
        var commands = (parts.Length > 0 ? parts : Parts).SelectMany(part => part.Create(output)).ToArray();

        // Not a RootCommand: that one is always named as its assembly is.
        var help = new HelpOption();
        var root = new Command("slipway", "Slipway takes a model from a CSV to production and keeps it healthy there.") { help, new VersionOption() };
        root.Options.Add(StorageOption.Instance);
        foreach (var (command, parent, _) in commands)
        {
            (parent ?? root).Subcommands.Add(command);
            if (parent is not null && !root.Subcommands.Contains(parent))
            {
                root.Subcommands.Add(parent);
            }
        }

        var examples = commands.ToDictionary(c => c.Command, c => c.Examples);
        examples.Add(root, ["slipway demo", "slipway new my-models --from wine", "slipway train --project my-models"]);
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!, examples, ExitCodes);
        return root;
    }

    private static IEnumerable<string> PathOf(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? [command.Name] : PathOf(parent).Append(command.Name);
    }
}
