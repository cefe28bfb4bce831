using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Results;

namespace Slipway.Cli.Audit;

/// <summary><c>slipway audit verify|list</c></summary>
internal static class AuditCommands
{
    public static IEnumerable<CommandWithExamples> Create(CliOutput output)
    {
        var group = new Command("audit", "The record of every change to what is in production.");
        return [Verify(group, output), List(group, output)];
    }

    private static CommandWithExamples Verify(Command group, CliOutput output)
    {
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("verify", "Checks that no audit record was changed, removed or put in between.") { store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            var verified = await new Workspace(arguments.GetValue(store)!).Audit.VerifyAsync(cancellationToken);
            if (!verified.TryGetValue(out var chain))
            {
                return output.Fail(verified.Problems, asJson);
            }

            if (asJson)
            {
                output.WriteJson(chain);
            }
            else
            {
                output.WriteLine($"{chain.Records} records, unbroken. Head: {chain.HeadHash}");
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway audit verify", "slipway audit verify --json"]);
    }

    private static CommandWithExamples List(Command group, CliOutput output)
    {
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the audit records, oldest first.") { store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var records = new List<Slipway.Audit.AuditRecord>();
            await foreach (var record in new Workspace(arguments.GetValue(store)!).Audit.ReadAsync(cancellationToken))
            {
                records.Add(record);
            }

            if (arguments.GetValue(json))
            {
                output.WriteJson(records);
                return (int)ExitCode.Ok;
            }

            foreach (var r in records)
            {
                output.WriteLine($"{r.Sequence,6}  {r.Time:u}  {r.Actor}  {r.Action}  {r.Model} {r.Subject} {r.From ?? "-"} -> {r.To}  {r.Reason}");
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway audit list"]);
    }
}
