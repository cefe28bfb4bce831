using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Results;

namespace Slipway.Cli.Doctor;

/// <summary><c>slipway doctor</c></summary>
internal static class DoctorCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var store = CommonOptions.Store();
        var port = CommonOptions.Port();
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Checks that this machine has what Slipway needs.") { store, port, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var workspace = Workspace.Open(arguments, arguments.GetValue(store)!, maxRetries: 1);
            var checks = await Checkup.RunAsync(workspace, arguments.GetValue(store)!, arguments.GetValue(port), cancellationToken);
            if (arguments.GetValue(json))
            {
                output.WriteJson(checks);
            }
            else
            {
                foreach (var check in checks)
                {
                    output.WriteLine($"{check.Outcome.ToString().ToLowerInvariant(),-5} {check.Name}: {check.Finding}");
                }
            }

            return checks.Any(c => c.Outcome == CheckOutcome.Fails) ? (int)ExitCode.StoreBroken : (int)ExitCode.Ok;
        });
        return new CommandWithExamples(
            command, null, ["slipway doctor", "slipway doctor --store .slipway/demo --json", "slipway doctor --storage myaccount"]);
    }
}
